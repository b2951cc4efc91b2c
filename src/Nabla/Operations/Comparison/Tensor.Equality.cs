using System.Runtime.CompilerServices;
using Nabla.Operations;

namespace Nabla;

/// <content>Equality element by element, which only the type itself may declare; <see cref="Equals(object?)"/> stays by reference.</content>
public partial class Tensor
{
    /// <summary>Whether a = b, element by element; false where either is NaN. A tensor and a missing one (null) differ.</summary>
    /// <remarks>Shapes: broadcast. Bool. To ask whether two variables hold the same object, use <see cref="object.ReferenceEquals"/>.</remarks>
    public static Tensor operator ==(Tensor? a, Tensor? b) =>
        a is not null && b is not null ? CompareOperation.Strict(Comparison.Equal, a, b) : Constant(a is null && b is null);

    /// <summary>Whether a ≠ b, element by element; true where either is NaN. A tensor and a missing one (null) differ.</summary>
    public static Tensor operator !=(Tensor? a, Tensor? b) =>
        a is not null && b is not null ? CompareOperation.Strict(Comparison.NotEqual, a, b) : Constant(a is not null || b is not null);

    /// <summary>Whether a = b, element by element.</summary>
    public static Tensor operator ==(Tensor a, Operand b) => CompareOperation.Strict(Comparison.Equal, a, b);

    /// <summary>Whether a ≠ b, element by element.</summary>
    public static Tensor operator !=(Tensor a, Operand b) => CompareOperation.Strict(Comparison.NotEqual, a, b);

    /// <summary>Whether a = b, element by element.</summary>
    public static Tensor operator ==(Operand a, Tensor b) => CompareOperation.Strict(Comparison.Equal, a, b);

    /// <summary>Whether a ≠ b, element by element.</summary>
    public static Tensor operator !=(Operand a, Tensor b) => CompareOperation.Strict(Comparison.NotEqual, a, b);

    /// <summary>Whether there is no tensor: what <c>x == null</c> means.</summary>
    public static bool operator ==(Tensor? a, Nothing? b) => a is null;

    /// <summary>Whether there is a tensor: what <c>x != null</c> means.</summary>
    public static bool operator !=(Tensor? a, Nothing? b) => a is not null;

    /// <summary>Whether there is no tensor: what <c>null == x</c> means.</summary>
    public static bool operator ==(Nothing? a, Tensor? b) => b is null;

    /// <summary>Whether there is a tensor: what <c>null != x</c> means.</summary>
    public static bool operator !=(Nothing? a, Tensor? b) => b is not null;

    /// <summary>True for the same object.</summary>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>The same for the same object.</summary>
    public sealed override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The type of the literal <c>null</c> beside a tensor: the most special one, so that <c>x == null</c> is a bool. It has no values.</summary>
    public abstract class Nothing : Tensor
    {
        Nothing()
            : base(Shape.Scalar, ElementType.Bool, Storage.Allocate(ElementType.Bool, 1))
        {
        }
    }
}
