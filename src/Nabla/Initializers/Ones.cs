namespace Nabla.Initializers;

/// <summary>Every element is 1 (true in tensors of truth values).</summary>
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) => Tensor.Ones(shape, elementType);
}
