using System.Numerics;

namespace Nabla.Goldens.Comparing;

/// <summary>Elements of tensors as C# numbers of one type.</summary>
static class Elements
{
    /// <summary>Real elements as doubles; truth values as 0 and 1.</summary>
    public static double[] Real(Tensor x) => x.ElementType switch
    {
        ElementType.Float64 => x.ToArray<double>(),
        ElementType.Float32 => Convert<float>(x, v => v),
        ElementType.Float16 => Convert<Half>(x, v => (double)v),
        ElementType.BFloat16 => Convert<BFloat16>(x, v => (float)v),
        ElementType.UInt64 => Convert<ulong>(x, v => v),
        ElementType.Int64 => Convert<long>(x, v => v),
        ElementType.Complex64 or ElementType.Complex128 => throw new MismatchException($"a {x.ElementType.Name} tensor came where real numbers are expected"),
        ElementType.String => throw new MismatchException("text came where numbers are expected"),
        _ => Array.ConvertAll(Whole(x), v => (double)v),
    };

    /// <summary>Whole elements and truth values.</summary>
    public static Int128[] Whole(Tensor x) => x.ElementType switch
    {
        ElementType.Bool => Array.ConvertAll(x.ToArray<bool>(), v => (Int128)(v ? 1 : 0)),
        ElementType.UInt8 => Array.ConvertAll(x.ToArray<byte>(), v => (Int128)v),
        ElementType.Int8 => Array.ConvertAll(x.ToArray<sbyte>(), v => (Int128)v),
        ElementType.UInt16 => Array.ConvertAll(x.ToArray<ushort>(), v => (Int128)v),
        ElementType.Int16 => Array.ConvertAll(x.ToArray<short>(), v => (Int128)v),
        ElementType.UInt32 => Array.ConvertAll(x.ToArray<uint>(), v => (Int128)v),
        ElementType.Int32 => Array.ConvertAll(x.ToArray<int>(), v => (Int128)v),
        ElementType.UInt64 => Array.ConvertAll(x.ToArray<ulong>(), v => (Int128)v),
        ElementType.Int64 => Array.ConvertAll(x.ToArray<long>(), v => (Int128)v),
        _ => throw new MismatchException($"a {x.ElementType.Name} tensor came where whole numbers are expected"),
    };

    /// <summary>Real or complex elements as complex numbers.</summary>
    public static Complex[] Complex(Tensor x) => x.ElementType switch
    {
        ElementType.Complex64 => Array.ConvertAll(x.ToArray<Complex64>(), v => (Complex)v),
        ElementType.Complex128 => x.ToArray<Complex>(),
        _ => Array.ConvertAll(Real(x), v => new Complex(v, 0)),
    };

    static double[] Convert<T>(Tensor x, Converter<T, double> convert) => Array.ConvertAll(x.ToArray<T>(), convert);
}
