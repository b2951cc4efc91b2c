namespace Nabla.Data;

/// <summary>A data set whose elements a function yields, afresh at each reading.</summary>
internal sealed class Generated(long cardinality, Func<IEnumerable<Element>> elements) : Dataset
{
    public override long Cardinality => cardinality;

    public override IEnumerator<Element> GetEnumerator() => elements().GetEnumerator();
}

/// <summary>The rows of tensors; batches of them are views.</summary>
internal sealed class TensorSlices : Dataset
{
    readonly IReadOnlyList<Tensor> tensors;

    internal TensorSlices(IReadOnlyList<Tensor> tensors)
    {
        if (tensors.Count == 0 || tensors.Any(t => t.Rank == 0))
        {
            throw new ShapeException($"Dataset.FromTensorSlices: {(tensors.Count == 0 ? "no tensors" : "a scalar")}: the elements are rows along the first axis of each tensor. Give tensors with at least one axis.");
        }

        if (tensors.FirstOrDefault(t => t.Shape[0] != tensors[0].Shape[0]) is { } other)
        {
            throw new ShapeException($"Dataset.FromTensorSlices: first axes of {tensors[0].Shape[0]} and {other.Shape[0]}: all tensors must have equally many rows. Check that images and labels belong together.");
        }

        // What the data set yields does not follow later assignments to a variable.
        this.tensors = [.. tensors.Select(t => t.Resolve())];
    }

    public override long Cardinality => tensors[0].Shape[0];

    internal override long? RowsOfEach => tensors.All(t => t.Rank > 1 && t.Shape[1] == tensors[0].Shape[1]) ? tensors[0].Shape[1] : null;

    public override IEnumerator<Element> GetEnumerator()
    {
        for (int i = 0; i < Cardinality; i++)
        {
            int row = i;
            yield return new([.. tensors.Select(t => t[row])]);
        }
    }

    public override Dataset Batch(int batchSize, bool dropRemainder = false)
    {
        if (batchSize < 1)
        {
            return base.Batch(batchSize, dropRemainder);
        }

        long count = dropRemainder ? Cardinality / batchSize : (Cardinality + batchSize - 1) / batchSize;
        return new Generated(count, () => Enumerable.Range(0, (int)count).Select(i =>
            new Element([.. tensors.Select(t => t[(i * batchSize)..(int)Math.Min(Cardinality, (i + 1L) * batchSize)])])));
    }
}

/// <summary>Elements drawn from a buffer; each reading may have an order of its own.</summary>
internal sealed class ShuffledDataset(Dataset source, int bufferSize, int seed, bool reshuffle) : Dataset
{
    int readings;

    public override long Cardinality => source.Cardinality;

    public override IEnumerator<Element> GetEnumerator()
    {
        int reading = Interlocked.Increment(ref readings) - 1;
        ulong state = Shuffling.Start(seed, reshuffle ? reading : 0);
        var buffer = new List<Element>(Math.Min(bufferSize, 1 << 16));
        foreach (var element in source)
        {
            if (buffer.Count < bufferSize)
            {
                buffer.Add(element);
                continue;
            }

            int at = (int)Shuffling.Below(ref state, (uint)bufferSize);
            yield return buffer[at];
            buffer[at] = element;
        }

        for (int left = buffer.Count; left > 0; left--)
        {
            int at = (int)Shuffling.Below(ref state, (uint)left);
            yield return buffer[at];
            buffer[at] = buffer[left - 1];
        }
    }
}

/// <summary>Elements kept after the first full reading.</summary>
internal sealed class CachedDataset(Dataset source) : Dataset
{
    List<Element>? kept;

    public override long Cardinality => source.Cardinality;

    public override IEnumerator<Element> GetEnumerator() => (kept ?? Filling()).GetEnumerator();

    IEnumerable<Element> Filling()
    {
        var list = new List<Element>();
        foreach (var element in source)
        {
            list.Add(element);
            yield return element;
        }

        kept = list;
    }
}
