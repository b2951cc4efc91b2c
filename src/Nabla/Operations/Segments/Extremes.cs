namespace Nabla.Operations;

/// <summary>The finite ends of element types.</summary>
internal static class Extremes
{
    /// <summary>The largest or the least finite number of a type, as a scalar.</summary>
    internal static Tensor Of(ElementType type, bool largest) => type switch
    {
        ElementType.UInt8 => Tensor.Constant(largest ? byte.MaxValue : byte.MinValue),
        ElementType.Int8 => Tensor.Constant(largest ? sbyte.MaxValue : sbyte.MinValue),
        ElementType.UInt16 => Tensor.Constant(largest ? ushort.MaxValue : ushort.MinValue),
        ElementType.Int16 => Tensor.Constant(largest ? short.MaxValue : short.MinValue),
        ElementType.UInt32 => Tensor.Constant(largest ? uint.MaxValue : uint.MinValue),
        ElementType.Int32 => Tensor.Constant(largest ? int.MaxValue : int.MinValue),
        ElementType.UInt64 => Tensor.Constant(largest ? ulong.MaxValue : ulong.MinValue),
        ElementType.Int64 => Tensor.Constant(largest ? long.MaxValue : long.MinValue),
        ElementType.Float16 => Scalars.Of(type, largest ? 65504 : -65504),
        ElementType.BFloat16 => Scalars.Of(type, largest ? 3.3895313892515355e38 : -3.3895313892515355e38),
        ElementType.Float32 => Scalars.Of(type, largest ? float.MaxValue : float.MinValue),
        _ => Scalars.Of(type, largest ? double.MaxValue : double.MinValue),
    };
}
