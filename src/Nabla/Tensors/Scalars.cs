using System.Numerics;

namespace Nabla;

/// <summary>Constants as tensors without axes.</summary>
internal static class Scalars
{
    /// <summary>The number in a given element type: whole types wrap, floating ones round once from float64.</summary>
    internal static Tensor Of(ElementType type, Complex number, Int128 integer) => type switch
    {
        ElementType.Bool => Make(integer != 0),
        ElementType.UInt8 => Make(unchecked((byte)integer)),
        ElementType.Int8 => Make(unchecked((sbyte)integer)),
        ElementType.UInt16 => Make(unchecked((ushort)integer)),
        ElementType.Int16 => Make(unchecked((short)integer)),
        ElementType.UInt32 => Make(unchecked((uint)integer)),
        ElementType.Int32 => Make(unchecked((int)integer)),
        ElementType.UInt64 => Make(unchecked((ulong)integer)),
        ElementType.Int64 => Make(unchecked((long)integer)),
        ElementType.Float16 => Make((Half)number.Real),
        ElementType.BFloat16 => Make((BFloat16)(float)number.Real),
        ElementType.Float32 => Make((float)number.Real),
        ElementType.Float64 => Make(number.Real),
        ElementType.Complex64 => Make((Complex64)number),
        ElementType.Complex128 => Make(number),
        _ => throw new ElementTypeException($"Tensor: the number {number.Real} in a tensor of text: elements are strings. Use Tensor.Constant with a string."),
    };

    /// <summary>A real number in a given element type, rounded towards zero where the type is whole.</summary>
    internal static Tensor Of(ElementType type, double number) => Of(type, number, double.IsFinite(number) ? (Int128)number : 0);

    static Tensor Make<T>(T value)
        where T : unmanaged => Tensor.Adopt([value], Shape.Scalar);
}
