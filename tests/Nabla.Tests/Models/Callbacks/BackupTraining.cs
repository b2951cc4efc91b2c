using Nabla.Callbacks;
using Nabla.Data;
using Nabla.Formats;
using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Tests.Models.Callbacks;

/// <summary>A training whose every step depends on all before it: dropout, momentum, shuffled samples.</summary>
static class BackupTraining
{
    static readonly Tensor x = Tensor.Constant(Enumerable.Range(0, 220).Select(i => MathF.Sin(i)).ToArray(), [44, 5]);
    static readonly Tensor y = Tensor.Constant(Enumerable.Range(0, 44).Select(i => i % 3).ToArray(), [44]);

    public static Sequential Made()
    {
        var model = new Sequential([new Input([5]), new Dense(16, "tanh", kernelInitializer: new GlorotUniform(seed: 3)), new Dropout(0.3, seed: 5), new Dense(3, "softmax", kernelInitializer: new GlorotUniform(seed: 4))]);
        model.Compile(new Adam(0.01), "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    public static void Fit(Model model, int epochs, IReadOnlyList<Callback> callbacks, bool fromDataset = false, int? stepsPerEpoch = null, long seed = 1, CancellationToken cancellationToken = default)
    {
        if (fromDataset) model.Fit(Dataset.FromTensorSlices([x, y]).Shuffle(44, seed: 11).Batch(8), epochs, Verbosity.Silent, callbacks, stepsPerEpoch: stepsPerEpoch, cancellationToken: cancellationToken);
        else model.Fit(x, y, 8, epochs, Verbosity.Silent, callbacks, stepsPerEpoch: stepsPerEpoch, seed: seed, cancellationToken: cancellationToken);
    }

    public static string Bytes(Model model) => string.Join(' ', model.Weights.Concat(model.Optimizer.Variables).Select(variable => string.Join(',', variable.Value.ToNpyArray().Values.Cast<object>())));

    /// <summary>Breaks off after a number of batches.</summary>
    public sealed class Stop(int after, Action? act = null) : Callback
    {
        int seen;

        public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
        {
            if (++seen != after) return;
            if (act is null) throw new OperationCanceledException("broken off");
            act();
        }
    }
}
