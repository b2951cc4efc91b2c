namespace Nabla.Layers;

/// <summary>Shapes from one data format to the other, as <see cref="DataFormat"/> names them.</summary>
static class ChannelAxes
{
    /// <summary>The shape with the channels last, once it has as many axes as a layer needs.</summary>
    internal static Shape Last(string layer, Shape shape, DataFormat format, int axes)
    {
        if (shape.Rank != axes + 2)
        {
            string space = axes == 1 ? "steps" : string.Join(", ", "depth, height, width".Split(", ")[^axes..]);
            throw new ShapeException($"{layer}: input {shape}: {axes + 2} axes are expected, [batch, {(format == DataFormat.ChannelsLast ? $"{space}, channels" : $"channels, {space}")}]. {(shape.Rank == axes + 1 ? "Add the missing one with ExpandDims." : "Reshape the input.")}");
        }

        return format == DataFormat.ChannelsLast ? shape : shape[..1].Concat(shape[2..]).Concat(shape[1..2]);
    }

    /// <summary>A shape whose channels are last, in a format.</summary>
    internal static Shape In(Shape shape, DataFormat format) => format == DataFormat.ChannelsLast ? shape : shape[..1].Concat(shape[^1..]).Concat(shape[1..^1]);

    /// <summary>The number of channels, which a layer's weights depend on.</summary>
    internal static long Known(string layer, Shape shape, DataFormat format, int axes)
    {
        var last = Last(layer, shape, format, axes);
        return last.IsAxisKnown(axes + 1) ? last[^1] : throw new ShapeException($"{layer}: input {shape}: the number of channels must be known to make the weights. Give the Input its shape.");
    }
}
