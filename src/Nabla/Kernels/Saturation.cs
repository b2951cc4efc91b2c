namespace Nabla.Kernels;

/// <summary>One element in another type, cut to its range.</summary>
/// <remarks>Whole numbers pass through 128 bits, floating ones through double; NaN to a whole type gives 0.</remarks>
internal readonly struct Saturation<T, U> : IEach<T, U>
    where T : unmanaged
    where U : unmanaged
{
    static readonly bool FromReal = IsReal(typeof(T));
    static readonly bool ToReal = IsReal(typeof(U));
    static readonly (Int128 Least, Int128 Greatest) Range =
        typeof(U) == typeof(bool) ? (0, 1) :
        typeof(U) == typeof(byte) ? (byte.MinValue, byte.MaxValue) :
        typeof(U) == typeof(sbyte) ? (sbyte.MinValue, sbyte.MaxValue) :
        typeof(U) == typeof(ushort) ? (ushort.MinValue, ushort.MaxValue) :
        typeof(U) == typeof(short) ? (short.MinValue, short.MaxValue) :
        typeof(U) == typeof(uint) ? (uint.MinValue, uint.MaxValue) :
        typeof(U) == typeof(int) ? (int.MinValue, int.MaxValue) :
        typeof(U) == typeof(ulong) ? (ulong.MinValue, ulong.MaxValue) : (long.MinValue, long.MaxValue);

    static readonly double Limit =
        typeof(U) == typeof(Half) ? (double)Half.MaxValue :
        typeof(U) == typeof(BFloat16) ? 3.3895313892515355e38 :
        typeof(U) == typeof(float) ? float.MaxValue : double.MaxValue;

    public U At(T x, T y)
    {
        if (ToReal)
        {
            return CastElement.To<double, U>(Math.Clamp(CastElement.To<T, double>(x), -Limit, Limit));
        }

        var whole = Int128.Clamp(Whole(x), Range.Least, Range.Greatest);
        return whole < 0 ? CastElement.To<long, U>((long)whole) : CastElement.To<ulong, U>((ulong)whole);
    }

    static Int128 Whole(T x)
    {
        if (FromReal)
        {
            double real = CastElement.To<T, double>(x);
            return double.IsNaN(real) ? 0 : (Int128)Math.Clamp(real, -1e30, 1e30);
        }

        return typeof(T) == typeof(ulong) ? (Int128)CastElement.To<T, ulong>(x) : CastElement.To<T, long>(x);
    }

    static bool IsReal(Type type) => type == typeof(float) || type == typeof(double) || type == typeof(Half) || type == typeof(BFloat16);
}
