namespace Nabla.Operations;

/// <summary>From one data format to the other: the spatial operations themselves have their channels last.</summary>
internal static class ChannelOrder
{
    /// <summary>The tensor with its channels last.</summary>
    internal static Tensor Last(this Tensor x, DataFormat format) => format == DataFormat.ChannelsLast || x.Rank < 3 ? x : x.MoveAxis(1, -1);

    /// <summary>A tensor whose channels are last, in a format.</summary>
    internal static Tensor In(this Tensor x, DataFormat format) => format == DataFormat.ChannelsLast || x.Rank < 3 ? x : x.MoveAxis(-1, 1);
}
