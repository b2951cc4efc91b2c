using Nabla;
using Nabla.Data;
using Nabla.Layers;

namespace Nabla.Samples;

/// <summary>The two programs of the README: a Keras model, and a tape.</summary>
public static class QuickStart
{
    /// <returns>The share of the test digits that is read right, and the line that the tape program found.</returns>
    public static (double Accuracy, double W, double B) Run(SampleOptions options)
    {
        string? dataFolder = options.Data;
        int epochs = options.Share < 1 ? 1 : 5;
        SeedGenerator.SetGlobal(options.Seed);

        // <readme-keras>
        var ((trainImages, trainLabels), (testImages, testLabels)) = Mnist.LoadData(dataFolder);
        trainImages = trainImages.Reshape([null, 28 * 28]).Cast(ElementType.Float32) / 255;
        testImages = testImages.Reshape([null, 28 * 28]).Cast(ElementType.Float32) / 255;

        var model = new Sequential(
        [
            new Dense(512, activation: "relu"),
            new Dense(10, activation: "softmax"),
        ]);
        model.Compile(optimizer: "rmsprop", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        model.Fit(trainImages, trainLabels, epochs: epochs, batchSize: 128);

        var test = model.Evaluate(testImages, testLabels);
        Console.WriteLine($"test accuracy: {test["accuracy"]:F4}");
        // </readme-keras>

        var (w, b) = Line();
        return (test["accuracy"], w, b);
    }

    static (double W, double B) Line()
    {
        // <readme-tape>
        var x = Tensor.Constant(new[] { 0f, 1, 2, 3, 4 });
        var y = 2 * x + 1;
        var w = new Variable(Tensor.Constant(0f));
        var b = new Variable(Tensor.Constant(0f));

        for (int step = 0; step < 500; step++)
        {
            using var tape = new GradientTape();
            var loss = (w * x + b - y).Square().Mean();
            var gradients = tape.Gradient(loss, [w, b]);
            w.AssignSub(0.05 * gradients[0]);
            b.AssignSub(0.05 * gradients[1]);
        }

        Console.WriteLine($"y = {(double)w:F3} x + {(double)b:F3}");    // y = 2.000 x + 1.000
        // </readme-tape>
        return ((double)w, (double)b);
    }
}
