using Nabla.Data;

namespace Nabla;

/// <summary>One batch: what goes in, what should come out, how much each sample counts.</summary>
internal readonly record struct Batch(Tensor X, Tensor? Y, Tensor? SampleWeight);

/// <summary>Where batches come from: tensors cut into pieces, or a data set.</summary>
internal abstract class Batches
{
    /// <summary>Steps of an epoch, where that is known before its end.</summary>
    internal abstract long? Steps { get; }

    /// <summary>Whether an epoch would never end.</summary>
    internal virtual bool IsEndless => false;

    /// <summary>The batches of an epoch; the order may depend on its number.</summary>
    internal abstract IEnumerable<Batch> Epoch(int epoch);

    /// <summary>Batches cut from tensors whose first axis counts samples.</summary>
    internal static Batches Of(string method, Tensor x, Tensor? y, Tensor? sampleWeight, long batchSize, bool shuffle, long seed)
    {
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), $"{method}: batch size {batchSize}: it must be at least 1.");
        }

        Check(method, "inputs", x, x);
        Check(method, "labels", x, y);
        Check(method, "sample weights", x, sampleWeight);
        return new FromTensors(x, y, sampleWeight, batchSize, shuffle, seed);
    }

    /// <summary>The batches that a data set yields.</summary>
    internal static Batches Of(string method, Dataset dataset, IReadOnlyDictionary<int, double>? classWeight = null) => new FromDataset(method, dataset, classWeight);

    /// <summary>Refuses labels or weights of another count than the inputs.</summary>
    internal static void Check(string method, string what, Tensor x, Tensor? part)
    {
        if (part is not null && part.Rank == 0)
        {
            throw new ShapeException($"{method}: the {what} are a scalar: the first axis must count samples. Add it with ExpandDims.");
        }

        if (part is not null && part.Shape[0] != x.Shape[0])
        {
            throw new ShapeException($"{method}: {x.Shape[0]} inputs but {part.Shape[0]} {what}: each input needs one. Check that both come from the same part of the data (training or test).");
        }
    }

    sealed class FromTensors(Tensor x, Tensor? y, Tensor? sampleWeight, long batchSize, bool shuffle, long seed) : Batches
    {
        internal override long? Steps => (x.Shape[0] + batchSize - 1) / batchSize;

        internal override IEnumerable<Batch> Epoch(int epoch)
        {
            long count = x.Shape[0];
            var order = shuffle ? Shuffling.Permutation((int)count, seed, epoch) : null;
            for (long from = 0; from < count; from += batchSize)
            {
                long to = Math.Min(count, from + batchSize);
                yield return new(Rows(x, order, from, to), y is null ? null : Rows(y, order, from, to), sampleWeight is null ? null : Rows(sampleWeight, order, from, to));
            }
        }

        static Tensor Rows(Tensor all, int[]? order, long from, long to) =>
            order is null ? all[(int)from..(int)to] : all.Take(Tensor.Constant<int>(order.AsSpan((int)from, (int)(to - from))), axis: 0);
    }

    sealed class FromDataset(string method, Dataset dataset, IReadOnlyDictionary<int, double>? classWeight) : Batches
    {
        internal override long? Steps => dataset.Cardinality is >= 0 and var known ? known : null;

        internal override bool IsEndless => dataset.Cardinality == Dataset.Infinite;

        internal override IEnumerable<Batch> Epoch(int epoch)
        {
            foreach (var element in dataset)
            {
                var parts = element.Components;
                yield return parts.Count switch
                {
                    1 => new(parts[0], null, ClassWeights.Of(null, null, classWeight)),
                    2 => new(parts[0], parts[1], ClassWeights.Of(parts[1], null, classWeight)),
                    3 => new(parts[0], parts[1], ClassWeights.Of(parts[1], parts[2], classWeight)),
                    int n => throw new ArgumentException($"{method}: elements of {n} tensors: a data set yields x, (x, y) or (x, y, sampleWeight). Map it."),
                };
            }
        }
    }
}
