using Nabla.Data;

namespace Nabla;

/// <summary>Where batches come from: tensors cut into pieces, or a data set.</summary>
internal abstract class Batches
{
    /// <summary>Steps of an epoch, where that is known before its end.</summary>
    internal abstract long? Steps { get; }

    /// <summary>Whether an epoch would never end.</summary>
    internal virtual bool IsEndless => false;

    /// <summary>What decides the order of the samples; null where a data set does.</summary>
    internal virtual long? Seed
    {
        get => null;
        set
        {
        }
    }

    /// <summary>Passes over an epoch that was learned from already.</summary>
    internal virtual void Skip(int epoch)
    {
    }

    /// <summary>The batches of an epoch; the order may depend on its number.</summary>
    internal abstract IEnumerable<Batch> Epoch(int epoch);

    /// <summary>Batches cut from samples.</summary>
    internal static Batches Of(string method, Samples samples, long batchSize, bool shuffle, long seed) => batchSize >= 1 ? new FromTensors(samples, batchSize, shuffle, seed)
        : throw new ArgumentOutOfRangeException(nameof(batchSize), $"{method}: batch size {batchSize}: it must be at least 1.");

    /// <summary>The batches that a data set yields.</summary>
    internal static Batches Of(Model model, string method, Dataset dataset, IReadOnlyDictionary<int, double>? classWeight = null) => new FromDataset(model, method, dataset, classWeight);

    sealed class FromTensors(Samples samples, long batchSize, bool shuffle, long seed) : Batches
    {
        long order = seed;

        internal override long? Seed
        {
            get => order;
            set => order = value ?? order;
        }

        internal override long? Steps => (samples.Count + batchSize - 1) / batchSize;

        internal override IEnumerable<Batch> Epoch(int epoch)
        {
            long count = samples.Count;
            var permutation = shuffle ? Shuffling.Permutation((int)count, order, epoch) : null;
            for (long from = 0; from < count; from += batchSize)
            {
                long to = Math.Min(count, from + batchSize);
                var rows = permutation is null ? samples.Slice(from, to) : samples.Take(Tensor.Constant<int>(permutation.AsSpan((int)from, (int)(to - from))));
                yield return new(rows.X, rows.Y, rows.SampleWeight);
            }
        }
    }

    /// <remarks>Elements are the inputs, then the labels, then the weights of samples: as many of each as the model has inputs and outputs.</remarks>
    sealed class FromDataset(Model model, string method, Dataset dataset, IReadOnlyDictionary<int, double>? classWeight) : Batches
    {
        internal override long? Steps => dataset.Cardinality is >= 0 and var known ? known : null;

        internal override bool IsEndless => dataset.Cardinality == Dataset.Infinite;

        /// <summary>Begins a pass, since a data set that shuffles counts them.</summary>
        internal override void Skip(int epoch)
        {
            using var pass = dataset.GetEnumerator();
            pass.MoveNext();
        }

        internal override IEnumerable<Batch> Epoch(int epoch)
        {
            int inputs = model.InputNames?.Count ?? 1, outputs = model.OutputNames?.Count ?? 1;
            foreach (var element in dataset)
            {
                Tensor[] parts = [.. element.Components];
                if (parts.Length != inputs && parts.Length != inputs + outputs && parts.Length != inputs + (2 * outputs) && parts.Length != inputs + outputs + 1)
                {
                    throw new ArgumentException($"{method}: elements of {parts.Length} tensors: a data set yields x, (x, y) or (x, y, sampleWeight){(inputs + outputs > 2 ? $" with {inputs} tensors for x and {outputs} for y" : "")}. Map it.");
                }

                var y = parts.Length > inputs ? Tensors.Create(parts.AsSpan(inputs, outputs)) : null;
                var weights = parts.Length > inputs + outputs ? Tensors.Create(parts.AsSpan(inputs + outputs)) : null;
                yield return new(Tensors.Create(parts.AsSpan(0, inputs)), y, ClassWeights.Of(y, weights, classWeight));
            }
        }
    }
}
