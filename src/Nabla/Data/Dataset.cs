using System.Collections;
using Nabla.Data;

namespace Nabla;

/// <summary>A pipeline of elements, computed while they are read.</summary>
/// <remarks>Each method gives a new data set; nothing runs before the elements are read. Equal seeds give equal orders. A data set can be read many times.</remarks>
public abstract class Dataset : IEnumerable<Element>
{
    /// <summary>The number of elements without end.</summary>
    public const long Infinite = -1;

    /// <summary>A number of elements that is not known before they are read.</summary>
    public const long UnknownCardinality = -2;

    /// <summary>How many elements there are, or <see cref="Infinite"/> or <see cref="UnknownCardinality"/>.</summary>
    public abstract long Cardinality { get; }

    /// <summary>A data set of one element.</summary>
    public static Dataset FromTensors(params IReadOnlyList<Tensor> tensors) => new Generated(1, () => [new Element(tensors)]);

    /// <summary>A data set of the rows of tensors: element i holds x[i] of each.</summary>
    /// <exception cref="ShapeException">A tensor is a scalar, or their first axes differ.</exception>
    public static Dataset FromTensorSlices(params IReadOnlyList<Tensor> tensors) => new TensorSlices(tensors);

    /// <summary>The whole numbers from start to below stop, as int64 scalars.</summary>
    public static Dataset Range(long start, long stop, long step = 1)
    {
        if (step == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), "Dataset.Range: step 0: it must be at least 1 or at most −1.");
        }

        long count = Math.Max(0, step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step);
        return new Generated(count, () => Numbers(start, step, count));
    }

    /// <summary>The whole numbers from 0 to below stop, as int64 scalars.</summary>
    public static Dataset Range(long stop) => Range(0, stop);

    /// <summary>A data set from a function that yields elements.</summary>
    public static Dataset FromGenerator(Func<IEnumerable<Element>> generator) => new Generated(UnknownCardinality, generator);

    /// <summary>Elements of several data sets side by side, as long as all have one.</summary>
    public static Dataset Zip(params IReadOnlyList<Dataset> datasets)
    {
        if (datasets.Count == 0)
        {
            throw new ArgumentException("Dataset.Zip: no data sets: give at least one.", nameof(datasets));
        }

        var finite = datasets.Select(d => d.Cardinality).Where(c => c >= 0).ToList();
        long cardinality = datasets.Any(d => d.Cardinality == UnknownCardinality) ? UnknownCardinality : finite.Count == 0 ? Infinite : finite.Min();
        return new Generated(cardinality, () => Zipped(datasets));
    }

    /// <summary>Consecutive elements stacked along a new first axis.</summary>
    /// <param name="batchSize">How many; the last batch may have fewer.</param>
    /// <param name="dropRemainder">Leaves a last batch with fewer out.</param>
    public virtual Dataset Batch(int batchSize, bool dropRemainder = false)
    {
        AtLeast(1, batchSize, nameof(Batch));
        long cardinality = Cardinality < 0 ? Cardinality : dropRemainder ? Cardinality / batchSize : (Cardinality + batchSize - 1) / batchSize;
        return new Generated(cardinality, () => Batching.Stack(this, batchSize, dropRemainder));
    }

    /// <summary>The elements of each element's first axis, one after another: the opposite of <see cref="Batch"/>.</summary>
    public Dataset Unbatch()
    {
        long cardinality = Cardinality == Infinite ? Infinite : RowsOfEach is { } rows && Cardinality >= 0 ? Cardinality * rows : UnknownCardinality;
        return new Generated(cardinality, () => this.SelectMany(e => FromTensorSlices(e.Components)));
    }

    /// <summary>The elements in an order that looks random: each is drawn from a buffer of the next ones.</summary>
    /// <param name="bufferSize">Elements in the buffer; as many as the data set has for an even order.</param>
    /// <param name="seed">Decides the order; the next of the global generator by default.</param>
    /// <param name="reshuffleEachIteration">Whether each reading has another order.</param>
    public Dataset Shuffle(int bufferSize, int? seed = null, bool reshuffleEachIteration = true)
    {
        AtLeast(1, bufferSize, nameof(Shuffle));
        return new ShuffledDataset(this, bufferSize, seed ?? SeedGenerator.Global.NextSeed(), reshuffleEachIteration);
    }

    /// <summary>The elements again and again.</summary>
    /// <param name="count">How often; without end where null or −1.</param>
    public Dataset Repeat(int? count = null)
    {
        bool endless = count is null or -1;
        if (!endless)
        {
            AtLeast(0, count!.Value, nameof(Repeat));
        }

        long cardinality = endless ? (Cardinality == 0 ? 0 : Infinite) : Cardinality < 0 ? (count == 0 ? 0 : Cardinality) : Cardinality * count!.Value;
        return new Generated(cardinality, () => Repeated(endless ? null : count));
    }

    /// <summary>The elements, changed by a function.</summary>
    public Dataset Map(Func<Element, Element> function) => new Generated(Cardinality, () => this.Select(function));

    /// <summary>The elements of one tensor, changed by a function.</summary>
    public Dataset Map(Func<Tensor, Tensor> function) => Map((Element e) => (Element)function(e.Components.Count == 1 ? e.First : throw Components(e, 1)));

    /// <summary>The elements of two tensors, changed by a function.</summary>
    public Dataset Map(Func<Tensor, Tensor, (Tensor X, Tensor Y)> function) => Map((Element e) =>
    {
        var (x, y) = e;
        return (Element)function(x, y);
    });

    /// <summary>The elements for which a condition holds.</summary>
    public Dataset Filter(Func<Element, bool> condition) => new Generated(Cardinality == Infinite ? Infinite : UnknownCardinality, () => this.Where(condition));

    /// <summary>The first elements.</summary>
    /// <param name="count">How many at most; all where −1.</param>
    public Dataset Take(long count)
    {
        AtLeast(-1, count, nameof(Take));
        return count == -1 ? this : new Generated(Cardinality switch { Infinite => count, UnknownCardinality => UnknownCardinality, var known => Math.Min(known, count) }, () => Taken(count));
    }

    /// <summary>The elements after the first ones.</summary>
    /// <param name="count">How many are left out; all where −1.</param>
    public Dataset Skip(long count)
    {
        AtLeast(-1, count, nameof(Skip));
        return new Generated(count == -1 ? 0 : Cardinality < 0 ? Cardinality : Math.Max(0, Cardinality - count), () => Skipped(count));
    }

    /// <summary>The elements of this data set, then those of another.</summary>
    public Dataset Concatenate(Dataset other) =>
        new Generated(Cardinality == Infinite || other.Cardinality == Infinite ? Infinite : Cardinality < 0 || other.Cardinality < 0 ? UnknownCardinality : Cardinality + other.Cardinality, () => Joined(other));

    /// <summary>The elements with their number in front, an int64 scalar.</summary>
    public Dataset Enumerate(long start = 0) => new Generated(Cardinality, () => this.Select((e, i) => new Element([Tensor.Constant(start + i), .. e.Components])));

    /// <summary>The elements, some of them computed ahead by another thread.</summary>
    /// <param name="bufferSize">How many are kept ready at most.</param>
    public Dataset Prefetch(int bufferSize)
    {
        AtLeast(1, bufferSize, nameof(Prefetch));
        return new Generated(Cardinality, () => Prefetching.Read(this, bufferSize));
    }

    /// <summary>The elements; what was computed at the first full reading is kept for the next ones.</summary>
    public Dataset Cache() => new CachedDataset(this);

    /// <summary>Folds the elements into one value.</summary>
    public S Reduce<S>(S initial, Func<S, Element, S> function) => this.Aggregate(initial, function);

    /// <inheritdoc/>
    public abstract IEnumerator<Element> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The length of the first axis of every element, where it is known to be the same for all.</summary>
    internal virtual long? RowsOfEach => null;

    static IEnumerable<Element> Numbers(long start, long step, long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return Tensor.Constant(start + (i * step));
        }
    }

    static IEnumerable<Element> Zipped(IReadOnlyList<Dataset> datasets)
    {
        var readers = datasets.Select(d => d.GetEnumerator()).ToList();
        try
        {
            while (readers.TrueForAll(r => r.MoveNext()))
            {
                yield return new([.. readers.SelectMany(r => r.Current.Components)]);
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    static InvalidOperationException Components(Element e, int expected) => new($"Dataset.Map: the function takes {expected} tensor, the elements have {e.Components.Count}. Give a function of as many.");

    static void AtLeast(long least, long value, string method)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"Dataset.{method}: {value}: it must be at least {least}.");
        }
    }

    IEnumerable<Element> Joined(Dataset other)
    {
        Element? first = null;
        foreach (var element in this)
        {
            first ??= element;
            yield return element;
        }

        foreach (var element in other)
        {
            if (first is not null && !first.Components.Select(c => c.ElementType).SequenceEqual(element.Components.Select(c => c.ElementType)))
            {
                throw new ElementTypeException($"Dataset.Concatenate: elements of {Types(first)} and then of {Types(element)}: both data sets must yield tensors of the same element types. Cast them in a Map.");
            }

            yield return element;
        }

        static string Types(Element e) => string.Join(", ", e.Components.Select(c => c.ElementType.Name));
    }

    IEnumerable<Element> Repeated(int? count)
    {
        for (int i = 0; count is null || i < count; i++)
        {
            bool any = false;
            foreach (var element in this)
            {
                any = true;
                yield return element;
            }

            if (!any)
            {
                yield break;
            }
        }
    }

    IEnumerable<Element> Taken(long count)
    {
        if (count == 0)
        {
            yield break;
        }

        foreach (var element in this)
        {
            yield return element;
            if (--count == 0)
            {
                yield break;
            }
        }
    }

    IEnumerable<Element> Skipped(long count)
    {
        if (count == -1)
        {
            yield break;
        }

        foreach (var element in this)
        {
            if (count-- <= 0)
            {
                yield return element;
            }
        }
    }
}
