namespace Nabla.Initializers;

/// <summary>Every element is 0 (false in tensors of truth values).</summary>
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) => Tensor.Zeros(shape, elementType);
}
