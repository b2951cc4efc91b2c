using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>Puts all axes of a sample into one: [batch, a, b, …] → [batch, a·b·…].</summary>
/// <remarks>A batch of scalars [batch] becomes [batch, 1].</remarks>
/// <param name="dataFormat">Where the channels lie; they are the last to vary either way, so that weights fit both.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Flatten(DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null) : Layer(name)
{
    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat => dataFormat;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => inputShape.Rank == 1 ? inputShape.Concat([1]) : inputShape[..1].Concat([inputShape[1..].IsKnown ? inputShape[1..].Size : null]);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Engine.Current.RunOne(new FlattenBatch(), dataFormat == DataFormat.ChannelsFirst && x.Rank > 2 ? x.MoveAxis(1, -1) : x);
}
