namespace Nabla.Initializers;

/// <summary>Every element is one number, or the elements of a given tensor.</summary>
/// <param name="value">A number, or a tensor that broadcasts to the weight's shape.</param>
public sealed class Constant(Operand value) : Initializer
{
    /// <summary>Every element is 0.</summary>
    public Constant()
        : this(0)
    {
    }

    /// <summary>What the weight starts with.</summary>
    public Operand Value => value;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) =>
        (value.Tensor?.Cast(elementType) ?? Scalars.Of(elementType, value.Number)).BroadcastTo(shape);
}
