using System.Numerics;

namespace Nabla;

/// <summary>What may stand beside a tensor in a formula: another tensor, or a C# number that takes the tensor's element type.</summary>
public readonly struct Operand
{
    readonly Tensor? tensor;
    readonly Complex number;
    readonly Int128 integer;
    readonly NumberKind kind;

    Operand(Tensor tensor) => this.tensor = tensor;

    Operand(Complex number, Int128 integer, NumberKind kind) => (this.number, this.integer, this.kind) = (number, integer, kind);

    enum NumberKind
    {
        Integer,
        Real,
        Truth,
        Complex,
    }

    /// <summary>True for a C# number, false for a tensor.</summary>
    internal bool IsNumber => tensor is null;

    /// <summary>The tensor; null for a number.</summary>
    internal Tensor? Tensor => tensor;

    /// <summary>The number as float64; 0 for a tensor.</summary>
    internal double Number => number.Real;

    /// <summary>A tensor.</summary>
    public static implicit operator Operand(Tensor x) => new(x ?? throw new ArgumentNullException(nameof(x)));

    /// <summary>A whole number: fits tensors of whole, floating and complex numbers.</summary>
    public static implicit operator Operand(int x) => new(x, x, NumberKind.Integer);

    /// <summary>A whole number: fits tensors of whole, floating and complex numbers.</summary>
    public static implicit operator Operand(long x) => new((double)x, x, NumberKind.Integer);

    /// <summary>A whole number: fits tensors of whole, floating and complex numbers.</summary>
    public static implicit operator Operand(ulong x) => new((double)x, x, NumberKind.Integer);

    /// <summary>A real number: fits tensors of floating and complex numbers.</summary>
    public static implicit operator Operand(float x) => new((double)x, 0, NumberKind.Real);

    /// <summary>A real number: fits tensors of floating and complex numbers, with full double precision in float64.</summary>
    public static implicit operator Operand(double x) => new(x, 0, NumberKind.Real);

    /// <summary>A truth value: fits tensors of truth values, and as 0 or 1 those of int32, int64, uint64, float16, float32 and float64.</summary>
    public static implicit operator Operand(bool x) => new(x ? 1 : 0, x ? 1 : 0, NumberKind.Truth);

    /// <summary>A complex number: fits tensors of complex numbers.</summary>
    public static implicit operator Operand(Complex x) => new(x, 0, NumberKind.Complex);

    /// <summary>The tensor itself, or the number as a scalar of the given type.</summary>
    /// <param name="op">The op, for the message.</param>
    /// <param name="type">The element type of the tensor beside it.</param>
    /// <param name="named">Whether a named function asks, not an operator: then a truth value is 0 or 1 beside any whole number, as in Keras.</param>
    /// <exception cref="ElementTypeException">The number does not fit the type.</exception>
    internal Tensor ToTensor(string op, ElementType type, bool named = false)
    {
        if (tensor is not null)
        {
            return tensor;
        }

        bool fits = kind switch
        {
            // TensorFlow's table: a truth value is 0 or 1 beside its commonest types, and beside no others.
            NumberKind.Truth => type is ElementType.Bool or ElementType.Int32 or ElementType.Int64 or ElementType.UInt64
                or ElementType.Float16 or ElementType.Float32 or ElementType.Float64
                || (named && type.IsInteger),
            NumberKind.Integer => (type.IsInteger && (integer >= 0 || type != ElementType.UInt64)) || type.IsDifferentiable,
            NumberKind.Real => type.IsDifferentiable,
            _ => type.IsComplex,
        };
        if (!fits)
        {
            throw new ElementTypeException($"{op}: the {Words()} {Text()} beside a {type.Name} tensor: a constant takes the tensor's element type, and this one does not fit. Cast the tensor first.");
        }

        return Scalars.Of(type, number, integer);
    }

    /// <summary>The element type in which Keras computes with this number and a tensor.</summary>
    internal ElementType TypeBeside(ElementType type) => kind switch
    {
        NumberKind.Integer when type == ElementType.Bool => ElementType.Int32,
        NumberKind.Real when !type.IsDifferentiable && type != ElementType.String => ElementType.Float32,
        NumberKind.Complex when type == ElementType.Float64 => ElementType.Complex128,
        NumberKind.Complex when type.IsFloating => ElementType.Complex64,
        _ => type,
    };

    /// <summary>The element type that Keras gives a number alone: float32, int32, bool, complex64; a tensor's own.</summary>
    internal ElementType TypeAlone => tensor?.ElementType
        ?? kind switch { NumberKind.Truth => ElementType.Bool, NumberKind.Integer => ElementType.Int32, NumberKind.Real => ElementType.Float32, _ => ElementType.Complex64 };

    /// <summary>The tensor itself, or the number as a scalar of the type that Keras gives a number alone.</summary>
    internal Tensor ToTensor() => tensor ?? Scalars.Of(TypeAlone, number, integer);

    string Words() => kind switch { NumberKind.Truth => "truth value", NumberKind.Integer => "whole number", NumberKind.Real => "real number", _ => "complex number" };

    string Text() => kind switch { NumberKind.Truth => integer == 0 ? "false" : "true", NumberKind.Integer => $"{integer}", NumberKind.Real => $"{number.Real}", _ => $"{number}" };
}
