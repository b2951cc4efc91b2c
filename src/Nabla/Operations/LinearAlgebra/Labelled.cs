namespace Nabla.Operations;

/// <summary>A tensor with a letter for each axis.</summary>
internal sealed record Labelled(Tensor Value, string Labels)
{
    /// <summary>Diagonals of axes that have one letter.</summary>
    internal Labelled WithoutRepeats()
    {
        var (value, labels) = (Value, Labels);
        for (int k = 0; k < labels.Length; k++)
        {
            int other = labels.IndexOf(labels[k], k + 1);
            if (other > 0)
            {
                // The diagonal becomes the last axis; the walk goes on at what now stands here.
                value = value.Diagonal(0, k, other);
                labels = labels.Remove(other, 1).Remove(k, 1) + labels[k];
                k = -1;
            }
        }

        return new(value, labels);
    }

    /// <summary>Sums over the axes whose letters are not among <paramref name="kept"/>.</summary>
    internal Labelled SummedTo(string kept)
    {
        int[] gone = [.. Enumerable.Range(0, Labels.Length).Where(k => !kept.Contains(Labels[k], StringComparison.Ordinal))];
        return gone.Length == 0 ? this : new(Value.Sum(Axes.Create(gone)), string.Concat(Labels.Where(kept.Contains)));
    }

    /// <summary>The axes in the order of <paramref name="labels"/>, which are all.</summary>
    internal Labelled To(string labels) => new(Contraction.Ordered(Value, [.. labels.Select(label => Labels.IndexOf(label, StringComparison.Ordinal))]), labels);

    /// <summary>The product, summed over common axes whose letters are not among <paramref name="kept"/>.</summary>
    internal Labelled Times(Labelled other, string kept)
    {
        var left = SummedTo(other.Labels + kept);
        string common = string.Concat(left.Labels.Where(other.Labels.Contains));
        string summed = string.Concat(common.Where(label => !kept.Contains(label, StringComparison.Ordinal)));
        string batch = string.Concat(common.Where(kept.Contains));
        string rows = string.Concat(left.Labels.Where(label => !common.Contains(label, StringComparison.Ordinal)));
        string columns = string.Concat(other.Labels.Where(label => !common.Contains(label, StringComparison.Ordinal)));
        if (summed.Length == 0)
        {
            return left.Spread(batch + rows + columns).Multiplied(other.Spread(batch + rows + columns));
        }

        var a = left.To(batch + rows + summed).Merged(batch.Length, rows.Length);
        var b = other.To(batch + summed + columns).Merged(batch.Length, summed.Length);
        var z = Engine.Current.RunOne(new MatMul(), a, b);
        var labels = batch + rows + columns;
        return rows.Length == 1 && columns.Length == 1
            ? new(z, labels)
            : new(z.Reshape(new([.. z.Shape.Lengths[..batch.Length], .. rows.Select(left.Length), .. columns.Select(other.Length)])), labels);
    }

    long Length(char label) => Value.Shape.Lengths[Labels.IndexOf(label, StringComparison.Ordinal)];

    Labelled Multiplied(Labelled other) => new(Value * other.Value, Labels);

    /// <summary>The axes in the order of <paramref name="labels"/>, with axes of length 1 for letters that this tensor has not.</summary>
    Labelled Spread(string labels)
    {
        var own = To(string.Concat(labels.Where(Labels.Contains)));
        int[] missing = [.. Enumerable.Range(0, labels.Length).Where(k => !Labels.Contains(labels[k], StringComparison.Ordinal))];
        return missing.Length == 0 ? own : new(own.Value.ExpandDims(Axes.Create(missing)), labels);
    }

    /// <summary>Batch axes as they are, then the next as rows of a matrix and the rest as its columns.</summary>
    Tensor Merged(int batch, int rows)
    {
        var lengths = Value.Shape.Lengths;
        return rows == 1 && Value.Rank == batch + 2
            ? Value
            : Value.Reshape(new([.. lengths[..batch], Contraction.Product(lengths[batch..(batch + rows)]), Contraction.Product(lengths[(batch + rows)..])]));
    }
}
