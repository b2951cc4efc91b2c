namespace Nabla.Operations;

/// <summary>Vectors of lengths that tell the shape of a result.</summary>
internal static class SizeVector
{
    /// <summary>The shape that a vector tells; unknown axes where its values are not there yet.</summary>
    /// <exception cref="ShapeException">It is no vector of so many lengths.</exception>
    internal static Shape Shape(string op, TensorSpec sizes, int rank)
    {
        IndexValues.Require(op, sizes);
        if (sizes.Shape.Rank != 1 || (sizes.Shape.IsKnown && sizes.Shape[0] != rank))
        {
            throw new ShapeException($"{op}: sizes of shape {sizes.Shape}: a vector of {rank} lengths is expected.");
        }

        if (sizes.Value is null)
        {
            var open = new long[rank];
            Array.Fill(open, Nabla.Shape.Unknown);
            return new(open);
        }

        var lengths = IndexValues.Of(sizes.Value).ToArray();
        return Array.TrueForAll(lengths, length => length >= 0) ? new(lengths)
            : throw new ShapeException($"{op}: sizes [{string.Join(", ", lengths)}]: lengths are 0 or more.");
    }

    /// <summary>The lengths with that of the channels last.</summary>
    internal static Tensor Last(Tensor sizes, DataFormat format, int rank)
    {
        if (format == DataFormat.ChannelsLast)
        {
            return sizes;
        }

        int[] order = [0, .. Enumerable.Range(2, rank - 2), 1];
        return sizes.Gather(Tensor.Constant(order));
    }
}
