using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>Parts of variables from TensorFlow's messages and back.</summary>
static class SliceProtos
{
    /// <summary>The part that a message describes.</summary>
    /// <exception cref="ModelFormatException">It does not lie in a variable of this shape.</exception>
    public static CheckpointSlice ToSlice(TensorSliceProto proto, Shape shape, string file, string place)
    {
        try
        {
            var slice = new CheckpointSlice([.. proto.Extent.Select(extent => extent.Start)], [.. proto.Extent.Select(extent => extent.HasLength ? extent.Length : -1)]);
            if (slice.In(shape) is not null && !proto.Extent.Any(extent => extent.HasLength && extent.Length < 0)) return slice;
        }
        catch (ArgumentException error)
        {
            throw new ModelFormatException(file, place, "a part has a start or a length below zero", error);
        }
        throw new ModelFormatException(file, place, $"a part does not lie in the shape {shape}");
    }

    /// <summary>The message of a part; an axis that is whole has neither start nor length.</summary>
    public static TensorSliceProto ToProto(CheckpointSlice slice)
    {
        var proto = new TensorSliceProto();
        for (var axis = 0; axis < slice.Starts.Count; axis++)
        {
            var extent = new TensorSliceProto.Types.Extent();
            if (slice.Lengths[axis] >= 0) (extent.Start, extent.Length) = (slice.Starts[axis], slice.Lengths[axis]);
            proto.Extent.Add(extent);
        }
        return proto;
    }
}
