using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>Shapes from TensorFlow's messages and back.</summary>
static class TensorShapes
{
    /// <summary>The shape of a tensor that is there: every length is known.</summary>
    /// <exception cref="ModelFormatException">A length is negative or unknown, there are too many axes, or more elements than can be counted.</exception>
    public static Shape ToKnownShape(TensorShapeProto? proto, string file, string place, LoadLimits limits)
    {
        if (proto is null) return Shape.Scalar;
        if (proto.UnknownRank) throw new ModelFormatException(file, place, "the number of its axes is unknown, and so is the number of its elements");
        return Checked(proto, file, place, limits, 0);
    }

    /// <summary>A shape of which lengths may be unknown; null where not even their number is known.</summary>
    /// <exception cref="ModelFormatException">A length is less than −1, there are too many axes, or more elements than can be counted.</exception>
    public static Shape? ToShape(TensorShapeProto? proto, string file, string place, LoadLimits limits) =>
        proto is null || proto.UnknownRank ? null : Checked(proto, file, place, limits, -1);

    /// <summary>The message of a shape; null stands for an unknown number of axes.</summary>
    public static TensorShapeProto ToProto(Shape? shape)
    {
        if (shape is null) return new TensorShapeProto { UnknownRank = true };
        var proto = new TensorShapeProto();
        foreach (var length in shape.ToArray()) proto.Dim.Add(new TensorShapeProto.Types.Dim { Size = length });
        return proto;
    }

    static Shape Checked(TensorShapeProto proto, string file, string place, LoadLimits limits, long least)
    {
        if (proto.Dim.Count > limits.MaxRank) throw new ModelFormatException(file, place, $"the shape has {proto.Dim.Count} axes, and at most {limits.MaxRank} are read");
        var lengths = proto.Dim.Select(dim => dim.Size).ToArray();
        var product = 1L;
        foreach (var length in lengths)
        {
            if (length < least) throw new ModelFormatException(file, place, $"the shape [{string.Join(", ", lengths)}] has an axis of {length}");
            if (length > 0 && product > (1L << 60) / length) throw new ModelFormatException(file, place, $"the shape [{string.Join(", ", lengths)}] has more elements than can be counted");
            product *= Math.Max(length, 1);
        }
        return Shape.Of(lengths);
    }
}
