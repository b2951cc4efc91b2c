using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>A register of 64 bytes.</summary>
/// <typeparam name="T">Element type: an integer of 8 to 64 bits, float or double.</typeparam>
internal readonly unsafe struct Wide512<T>(Vector512<T> x) : IRegister<Wide512<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector512<T> X = x;

    public static int Count { [MethodImpl(Inline)] get => Vector512<T>.Count; }


    [MethodImpl(Inline)]
    public static implicit operator Wide512<T>(double constant)
    {
        if (typeof(T) == typeof(float)) return new(Vector512.Create((float)constant).As<float, T>());
        if (typeof(T) == typeof(double)) return new(Vector512.Create(constant).As<double, T>());
        return new(Vector512.Create(Constant.To<T>(constant)));
    }

    [MethodImpl(Inline)] public static Wide512<T> operator +(Wide512<T> x, Wide512<T> y) => new(x.X + y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator -(Wide512<T> x, Wide512<T> y) => new(x.X - y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator *(Wide512<T> x, Wide512<T> y) => new(x.X * y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator /(Wide512<T> x, Wide512<T> y) => new(x.X / y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator -(Wide512<T> x) => new(-x.X);

    [MethodImpl(Inline)] public static Wide512<T> operator &(Wide512<T> x, Wide512<T> y) => new(x.X & y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator |(Wide512<T> x, Wide512<T> y) => new(x.X | y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator ^(Wide512<T> x, Wide512<T> y) => new(x.X ^ y.X);

    [MethodImpl(Inline)] public static Wide512<T> operator ~(Wide512<T> x) => new(~x.X);

    [MethodImpl(Inline)] public static Wide512<T> Load(byte* from) => new(Vector512.Load((T*)from));

    [MethodImpl(Inline)] public static void Store(byte* to, Wide512<T> x) => x.X.Store((T*)to);

    [MethodImpl(Inline)] public static Wide512<T> Min(Wide512<T> x, Wide512<T> y) => new(Vector512.Min(x.X, y.X));

    [MethodImpl(Inline)] public static Wide512<T> Max(Wide512<T> x, Wide512<T> y) => new(Vector512.Max(x.X, y.X));

    [MethodImpl(Inline)] public static Wide512<T> Abs(Wide512<T> x) => new(Vector512.Abs(x.X));

    [MethodImpl(Inline)]
    public static Wide512<T> SelectLess(Wide512<T> x, Wide512<T> y, Wide512<T> then, Wide512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x.X, y.X), then.X, otherwise.X));

    [MethodImpl(Inline)]
    public static Wide512<T> SelectEqual(Wide512<T> x, Wide512<T> y, Wide512<T> then, Wide512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(x.X, y.X), then.X, otherwise.X));

    [MethodImpl(Inline)]
    public static Wide512<T> SelectNaN(Wide512<T> x, Wide512<T> then, Wide512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(x.X, x.X), otherwise.X, then.X));

    [MethodImpl(Inline)] public static Wide512<T> Choose(Wide512<T> mask, Wide512<T> y, Wide512<T> z) => new(Vector512.ConditionalSelect(mask.X, y.X, z.X));

    [MethodImpl(Inline)] public static Wide512<T> Less(Wide512<T> x, Wide512<T> y) => new(Vector512.LessThan(x.X, y.X));

    [MethodImpl(Inline)] public static Wide512<T> Equal(Wide512<T> x, Wide512<T> y) => new(Vector512.Equals(x.X, y.X));

    [MethodImpl(Inline)] public static bool AnyAbove(Wide512<T> x, Wide512<T> y) => Vector512.GreaterThanAny(x.X, y.X);

    [MethodImpl(Inline)] public static Wide512<T> Sqrt(Wide512<T> x) => new(Vector512.Sqrt(x.X));

    [MethodImpl(Inline)]
    public static Wide512<T> MultiplyAdd(Wide512<T> x, Wide512<T> y, Wide512<T> z)
    {
        // One rounding where the processor has the instruction, two elsewhere: the estimate is exactly this.
        if (typeof(T) == typeof(float)) return new(Vector512.MultiplyAddEstimate(x.X.As<T, float>(), y.X.As<T, float>(), z.X.As<T, float>()).As<float, T>());
        return new(Vector512.MultiplyAddEstimate(x.X.As<T, double>(), y.X.As<T, double>(), z.X.As<T, double>()).As<double, T>());
    }

    [MethodImpl(Inline)]
    public static Wide512<T> Round(Wide512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Round(x.X.As<T, float>()).As<float, T>()) : new(Vector512.Round(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide512<T> Floor(Wide512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Floor(x.X.As<T, float>()).As<float, T>()) : new(Vector512.Floor(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide512<T> Ceiling(Wide512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Ceiling(x.X.As<T, float>()).As<float, T>()) : new(Vector512.Ceiling(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide512<T> Truncate(Wide512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Truncate(x.X.As<T, float>()).As<float, T>()) : new(Vector512.Truncate(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide512<T> CopySign(Wide512<T> x, Wide512<T> y) => new(Vector512.ConditionalSelect(((Wide512<T>)(-0.0)).X, y.X, x.X));

    [MethodImpl(Inline)]
    public static Wide512<T> Least(Wide512<T> x, Wide512<T> y)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float)) return new(Avx512F.Min(x.X.As<T, float>(), y.X.As<T, float>()).As<float, T>());
        if (Avx512F.IsSupported && typeof(T) == typeof(double)) return new(Avx512F.Min(x.X.As<T, double>(), y.X.As<T, double>()).As<double, T>());
        return SelectLess(x, y, x, y);
    }

    [MethodImpl(Inline)]
    public static Wide512<T> Greatest(Wide512<T> x, Wide512<T> y)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float)) return new(Avx512F.Max(x.X.As<T, float>(), y.X.As<T, float>()).As<float, T>());
        if (Avx512F.IsSupported && typeof(T) == typeof(double)) return new(Avx512F.Max(x.X.As<T, double>(), y.X.As<T, double>()).As<double, T>());
        return SelectLess(y, x, x, y);
    }

    [MethodImpl(Inline)]
    public static Wide512<T> ShiftLeft(Wide512<T> x, int places) => Unsafe.SizeOf<T>() == 4
        ? new((x.X.As<T, uint>() << places).As<uint, T>()) : new((x.X.As<T, ulong>() << places).As<ulong, T>());

    [MethodImpl(Inline)]
    public static Wide512<T> SelectOdd(Wide512<T> bits, Wide512<T> then, Wide512<T> otherwise)
    {
        Vector512<T> even = Unsafe.SizeOf<T>() == 4
            ? Vector512.Equals(bits.X.As<T, uint>() & Vector512<uint>.One, Vector512<uint>.Zero).As<uint, T>()
            : Vector512.Equals(bits.X.As<T, ulong>() & Vector512<ulong>.One, Vector512<ulong>.Zero).As<ulong, T>();
        return new(Vector512.ConditionalSelect(even, otherwise.X, then.X));
    }

    [MethodImpl(Inline)]
    public static Wide512<T> ShiftRight(Wide512<T> x, int places) => Unsafe.SizeOf<T>() == 4
        ? new((x.X.As<T, uint>() >> places).As<uint, T>()) : new((x.X.As<T, ulong>() >> places).As<ulong, T>());

    [MethodImpl(Inline)]
    public static Wide512<T> Scale(Wide512<T> x, Wide512<T> n)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float)) return new(Avx512F.Scale(x.X.As<T, float>(), n.X.As<T, float>()).As<float, T>());
        if (Avx512F.IsSupported && typeof(T) == typeof(double)) return new(Avx512F.Scale(x.X.As<T, double>(), n.X.As<T, double>()).As<double, T>());
        return Exponents<T>.Scale(x, n);
    }

    [MethodImpl(Inline)]
    public static Wide512<T> Significand(Wide512<T> x)
    {
        // Mode 3 of the instruction is the interval [¾, 1½).
        if (Avx512F.IsSupported && typeof(T) == typeof(float)) return new(Avx512F.GetMantissa(x.X.As<T, float>(), 3).As<float, T>());
        if (Avx512F.IsSupported && typeof(T) == typeof(double)) return new(Avx512F.GetMantissa(x.X.As<T, double>(), 3).As<double, T>());
        return Exponents<T>.Significand(x);
    }

    [MethodImpl(Inline)]
    public static Wide512<T> Exponent(Wide512<T> x)
    {
        if (!Avx512F.IsSupported) return Exponents<T>.Exponent(x);
        Wide512<T> e = typeof(T) == typeof(float)
            ? new(Avx512F.GetExponent(x.X.As<T, float>()).As<float, T>()) : new(Avx512F.GetExponent(x.X.As<T, double>()).As<double, T>());
        return SelectLess(Significand(x), 1, e + 1, e);
    }

    [MethodImpl(Inline)]
    public static Wide512<T> InDouble<F>(Wide512<T> x)
        where F : struct, IDoubleUnary
    {
        if (typeof(T) == typeof(double)) return new(F.Run(new Wide512<double>(x.X.As<T, double>()), single: false).X.As<double, T>());
        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(x.X.As<T, float>());
        return new(Vector512.Narrow(F.Run(new Wide512<double>(low), single: true).X, F.Run(new Wide512<double>(high), single: true).X).As<float, T>());
    }

    [MethodImpl(Inline)]
    public static Wide512<T> InDouble<F>(Wide512<T> x, Wide512<T> y)
        where F : struct, IDoubleBinary
    {
        if (typeof(T) == typeof(double))
        {
            return new(F.Run(new Wide512<double>(x.X.As<T, double>()), new Wide512<double>(y.X.As<T, double>()), single: false).X.As<double, T>());
        }

        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(x.X.As<T, float>());
        (Vector512<double> lowY, Vector512<double> highY) = Vector512.Widen(y.X.As<T, float>());
        Wide512<double> lower = F.Run(new Wide512<double>(low), new Wide512<double>(lowY), single: true);
        Wide512<double> upper = F.Run(new Wide512<double>(high), new Wide512<double>(highY), single: true);
        return new(Vector512.Narrow(lower.X, upper.X).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide512<T> Each<F>(Wide512<T> x)
        where F : struct, IScalarFunction
    {
        Span<T> elements = stackalloc T[Vector512<T>.Count];
        x.X.CopyTo(elements);
        foreach (ref T element in elements)
        {
            element = Constant.To<T>(F.Run(Constant.From(element)));
        }

        return new(Vector512.Create<T>(elements));
    }
}
