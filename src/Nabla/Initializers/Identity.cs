namespace Nabla.Initializers;

/// <summary>A matrix with <paramref name="gain"/> on its main diagonal and 0 elsewhere.</summary>
/// <param name="gain">The number on the diagonal.</param>
/// <remarks>Shape: two axes; they may differ.</remarks>
public sealed class Identity(double gain = 1) : Initializer
{
    /// <summary>The number on the diagonal.</summary>
    public double Gain => gain;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) =>
        shape.Rank == 2 ? Tensor.Eye(shape[0], shape[1], elementType: elementType) * Tensor.Full([], gain, elementType)
        : throw new ShapeException($"Identity: shape {shape}: only a matrix has a diagonal. Give a shape of two axes.");
}
