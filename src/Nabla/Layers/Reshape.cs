using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>Gives each sample another shape: [batch, …] → [batch, targetShape…].</summary>
/// <remarks>The elements keep their row-major order.</remarks>
/// <param name="targetShape">The shape of a sample; one length may be null (or −1) and follows from the others.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">More than one length is open.</exception>
public sealed class Reshape(Shape targetShape, string? name = null) : Layer(name)
{
    /// <summary>The shape of a sample.</summary>
    public Shape TargetShape { get; } = targetShape.Count(length => length is null) <= 1 ? targetShape
        : throw new ArgumentException($"Reshape: target shape {targetShape}: at most one length may be left open.", nameof(targetShape));

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => new ReshapeBatch(TargetShape).InferOne([new(ElementType.Float32, inputShape)]).Shape;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Engine.Current.RunOne(new ReshapeBatch(TargetShape), x);
}
