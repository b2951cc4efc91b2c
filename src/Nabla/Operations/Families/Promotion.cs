namespace Nabla.Operations;

/// <summary>How a C# number meets a tensor in a named function: as in Keras.</summary>
/// <remarks>Two tensors stay as they are, and differing types are refused by the op; <see cref="Common"/> is for those few functions that take them.</remarks>
internal static class Promotion
{
    /// <summary>Both operands; the number takes the tensor's type. Whole numbers become float32 beside a real one, truth values int32 beside a whole one.</summary>
    internal static (Tensor X, Tensor Y) Of(string op, Tensor x, Operand y) =>
        y.Tensor is { } tensor ? (x, tensor) : Beside(op, x, y, y.TypeBeside(x.ElementType));

    /// <summary>Both operands, where Keras makes a tensor of the number before it promotes: int32 or float32, which lift what is shorter.</summary>
    internal static (Tensor X, Tensor Y) OfArrays(string op, Tensor x, Operand y) =>
        y.Tensor is { } tensor ? (x, tensor)
        : y.TypeAlone == ElementType.Bool ? (x, y.ToTensor().Cast(x.ElementType)) : Beside(op, x, y, Join(x.ElementType, y.TypeAlone));

    /// <summary>The type in which Keras joins two tensors; null where there is none.</summary>
    /// <remarks>A real type wins over a whole one, whatever its size; of two whole types the shortest signed one that holds both, float32 beside uint64.</remarks>
    internal static ElementType? Common(ElementType x, ElementType y)
    {
        if (x == y)
        {
            return x;
        }

        if (x == ElementType.String || y == ElementType.String)
        {
            return null;
        }

        var (lower, upper) = x < y ? (x, y) : (y, x);
        if (upper.IsComplex)
        {
            return upper == ElementType.Complex64 && lower != ElementType.Float64 ? ElementType.Complex64 : ElementType.Complex128;
        }

        if (upper.IsFloating)
        {
            return (lower, upper) == (ElementType.Float16, ElementType.BFloat16) ? ElementType.Float32 : upper;
        }

        if (lower == ElementType.Bool || lower.IsUnsigned == upper.IsUnsigned)
        {
            return upper;
        }

        var (unsigned, signed) = lower.IsUnsigned ? (lower, upper) : (upper, lower);
        return signed.Size > unsigned.Size ? signed : unsigned.Size switch
        {
            1 => ElementType.Int16,
            2 => ElementType.Int32,
            4 => ElementType.Int64,
            _ => ElementType.Float32,
        };
    }

    static (Tensor X, Tensor Y) Beside(string op, Tensor x, Operand y, ElementType type) => (x.Cast(type), y.ToTensor(op, type, named: true));

    static ElementType Join(ElementType type, ElementType number) => number switch
    {
        ElementType.Int32 when type is ElementType.UInt32 => ElementType.Int64,
        ElementType.Int32 when type is ElementType.UInt64 => ElementType.Float32,
        ElementType.Int32 when type.Size < 4 && !type.IsFloating => ElementType.Int32,
        ElementType.Float32 when !type.IsComplex && type != ElementType.Float64 && type != ElementType.String => ElementType.Float32,
        _ => type,
    };
}
