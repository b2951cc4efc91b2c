using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>The networks of dense layers that rows and runs share, with data in the shape of MNIST.</summary>
internal static class Networks
{
    public const int Pixels = 784;
    public const int Classes = 10;

    /// <summary>Hidden layers of these widths with relu, then ten probabilities; compiled.</summary>
    public static Sequential Make(Optimizer optimizer, params ReadOnlySpan<int> hidden)
    {
        Sequential model = new();
        for (int i = 0; i < hidden.Length; i++)
        {
            model.Add(new Dense(hidden[i], "relu", kernelInitializer: new GlorotUniform(i)));
        }

        model.Add(new Dense(Classes, "softmax", kernelInitializer: new GlorotUniform(hidden.Length)));
        model.Compile(optimizer, "sparse_categorical_crossentropy");
        return model;
    }

    /// <summary>A step of training as a compiled function: forward, backward, update.</summary>
    public static Compiled<Func<Tensor, Tensor, Tensor>> Step(Sequential model, Shape input)
    {
        model.BuildFor(input);
        var weights = model.TrainableWeights;
        return Compiled.Of((Tensor x, Tensor y) =>
        {
            using var tape = new GradientTape();
            var loss = model.Loss!.Call(y, model.Call(x, training: true));
            model.Optimizer.ApplyGradients(tape.Gradient(loss, weights), weights);
            return loss;
        });
    }

    public static Tensor Images(int count) => Tensor.RandomUniform([count, Pixels], seed: 1);

    public static Tensor Labels(int count) => Tensor.RandInt([count], 0, Classes, seed: 2);

    /// <summary>Multiply-adds of a training step: each layer multiplies forwards and for its weights, all but the first for their inputs too.</summary>
    public static double TrainingFlops(int batch, params ReadOnlySpan<int> hidden)
    {
        double sum = 0;
        int width = Pixels;
        for (int i = 0; i <= hidden.Length; i++)
        {
            int next = i < hidden.Length ? hidden[i] : Classes;
            sum += (i == 0 ? 2.0 : 3.0) * width * next;
            width = next;
        }

        return 2 * sum * batch;
    }
}
