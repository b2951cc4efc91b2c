using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>A register of 32 bytes.</summary>
/// <typeparam name="T">Element type: an integer of 8 to 64 bits, float or double.</typeparam>
internal readonly unsafe struct Wide256<T>(Vector256<T> x) : IRegister<Wide256<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector256<T> X = x;

    public static int Count { [MethodImpl(Inline)] get => Vector256<T>.Count; }


    [MethodImpl(Inline)]
    public static implicit operator Wide256<T>(double constant)
    {
        if (typeof(T) == typeof(float)) return new(Vector256.Create((float)constant).As<float, T>());
        if (typeof(T) == typeof(double)) return new(Vector256.Create(constant).As<double, T>());
        return new(Vector256.Create(Constant.To<T>(constant)));
    }

    [MethodImpl(Inline)] public static Wide256<T> operator +(Wide256<T> x, Wide256<T> y) => new(x.X + y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator -(Wide256<T> x, Wide256<T> y) => new(x.X - y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator *(Wide256<T> x, Wide256<T> y) => new(x.X * y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator /(Wide256<T> x, Wide256<T> y) => new(x.X / y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator -(Wide256<T> x) => new(-x.X);

    [MethodImpl(Inline)] public static Wide256<T> operator &(Wide256<T> x, Wide256<T> y) => new(x.X & y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator |(Wide256<T> x, Wide256<T> y) => new(x.X | y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator ^(Wide256<T> x, Wide256<T> y) => new(x.X ^ y.X);

    [MethodImpl(Inline)] public static Wide256<T> operator ~(Wide256<T> x) => new(~x.X);

    [MethodImpl(Inline)] public static Wide256<T> Load(byte* from) => new(Vector256.Load((T*)from));

    [MethodImpl(Inline)] public static void Store(byte* to, Wide256<T> x) => x.X.Store((T*)to);

    [MethodImpl(Inline)] public static Wide256<T> Min(Wide256<T> x, Wide256<T> y) => new(Vector256.Min(x.X, y.X));

    [MethodImpl(Inline)] public static Wide256<T> Max(Wide256<T> x, Wide256<T> y) => new(Vector256.Max(x.X, y.X));

    [MethodImpl(Inline)] public static Wide256<T> Abs(Wide256<T> x) => new(Vector256.Abs(x.X));

    [MethodImpl(Inline)]
    public static Wide256<T> SelectLess(Wide256<T> x, Wide256<T> y, Wide256<T> then, Wide256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(x.X, y.X), then.X, otherwise.X));

    [MethodImpl(Inline)]
    public static Wide256<T> SelectEqual(Wide256<T> x, Wide256<T> y, Wide256<T> then, Wide256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(x.X, y.X), then.X, otherwise.X));

    [MethodImpl(Inline)]
    public static Wide256<T> SelectNaN(Wide256<T> x, Wide256<T> then, Wide256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(x.X, x.X), otherwise.X, then.X));

    [MethodImpl(Inline)] public static Wide256<T> Choose(Wide256<T> mask, Wide256<T> y, Wide256<T> z) => new(Vector256.ConditionalSelect(mask.X, y.X, z.X));

    [MethodImpl(Inline)] public static Wide256<T> Less(Wide256<T> x, Wide256<T> y) => new(Vector256.LessThan(x.X, y.X));

    [MethodImpl(Inline)] public static Wide256<T> Equal(Wide256<T> x, Wide256<T> y) => new(Vector256.Equals(x.X, y.X));

    [MethodImpl(Inline)] public static bool AnyAbove(Wide256<T> x, Wide256<T> y) => Vector256.GreaterThanAny(x.X, y.X);

    [MethodImpl(Inline)] public static Wide256<T> Sqrt(Wide256<T> x) => new(Vector256.Sqrt(x.X));

    [MethodImpl(Inline)]
    public static Wide256<T> MultiplyAdd(Wide256<T> x, Wide256<T> y, Wide256<T> z)
    {
        // One rounding where the processor has the instruction, two elsewhere: the estimate is exactly this.
        if (typeof(T) == typeof(float)) return new(Vector256.MultiplyAddEstimate(x.X.As<T, float>(), y.X.As<T, float>(), z.X.As<T, float>()).As<float, T>());
        return new(Vector256.MultiplyAddEstimate(x.X.As<T, double>(), y.X.As<T, double>(), z.X.As<T, double>()).As<double, T>());
    }

    [MethodImpl(Inline)]
    public static Wide256<T> Round(Wide256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Round(x.X.As<T, float>()).As<float, T>()) : new(Vector256.Round(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide256<T> Floor(Wide256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Floor(x.X.As<T, float>()).As<float, T>()) : new(Vector256.Floor(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide256<T> Ceiling(Wide256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Ceiling(x.X.As<T, float>()).As<float, T>()) : new(Vector256.Ceiling(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide256<T> Truncate(Wide256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Truncate(x.X.As<T, float>()).As<float, T>()) : new(Vector256.Truncate(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide256<T> CopySign(Wide256<T> x, Wide256<T> y) => new(Vector256.ConditionalSelect(((Wide256<T>)(-0.0)).X, y.X, x.X));

    [MethodImpl(Inline)]
    public static Wide256<T> Least(Wide256<T> x, Wide256<T> y)
    {
        if (Avx.IsSupported && typeof(T) == typeof(float)) return new(Avx.Min(x.X.As<T, float>(), y.X.As<T, float>()).As<float, T>());
        if (Avx.IsSupported && typeof(T) == typeof(double)) return new(Avx.Min(x.X.As<T, double>(), y.X.As<T, double>()).As<double, T>());
        return SelectLess(x, y, x, y);
    }

    [MethodImpl(Inline)]
    public static Wide256<T> Greatest(Wide256<T> x, Wide256<T> y)
    {
        if (Avx.IsSupported && typeof(T) == typeof(float)) return new(Avx.Max(x.X.As<T, float>(), y.X.As<T, float>()).As<float, T>());
        if (Avx.IsSupported && typeof(T) == typeof(double)) return new(Avx.Max(x.X.As<T, double>(), y.X.As<T, double>()).As<double, T>());
        return SelectLess(y, x, x, y);
    }

    [MethodImpl(Inline)]
    public static Wide256<T> ShiftLeft(Wide256<T> x, int places) => Unsafe.SizeOf<T>() == 4
        ? new((x.X.As<T, uint>() << places).As<uint, T>()) : new((x.X.As<T, ulong>() << places).As<ulong, T>());

    [MethodImpl(Inline)]
    public static Wide256<T> SelectOdd(Wide256<T> bits, Wide256<T> then, Wide256<T> otherwise)
    {
        Vector256<T> even = Unsafe.SizeOf<T>() == 4
            ? Vector256.Equals(bits.X.As<T, uint>() & Vector256<uint>.One, Vector256<uint>.Zero).As<uint, T>()
            : Vector256.Equals(bits.X.As<T, ulong>() & Vector256<ulong>.One, Vector256<ulong>.Zero).As<ulong, T>();
        return new(Vector256.ConditionalSelect(even, otherwise.X, then.X));
    }

    [MethodImpl(Inline)]
    public static Wide256<T> ShiftRight(Wide256<T> x, int places) => Unsafe.SizeOf<T>() == 4
        ? new((x.X.As<T, uint>() >> places).As<uint, T>()) : new((x.X.As<T, ulong>() >> places).As<ulong, T>());

    [MethodImpl(Inline)] public static Wide256<T> Scale(Wide256<T> x, Wide256<T> n) => Exponents<T>.Scale(x, n);

    [MethodImpl(Inline)] public static Wide256<T> Significand(Wide256<T> x) => Exponents<T>.Significand(x);

    [MethodImpl(Inline)] public static Wide256<T> Exponent(Wide256<T> x) => Exponents<T>.Exponent(x);

    [MethodImpl(Inline)]
    public static Wide256<T> InDouble<F>(Wide256<T> x)
        where F : struct, IDoubleUnary
    {
        if (typeof(T) == typeof(double)) return new(F.Run(new Wide256<double>(x.X.As<T, double>()), single: false).X.As<double, T>());
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x.X.As<T, float>());
        return new(Vector256.Narrow(F.Run(new Wide256<double>(low), single: true).X, F.Run(new Wide256<double>(high), single: true).X).As<float, T>());
    }

    [MethodImpl(Inline)]
    public static Wide256<T> InDouble<F>(Wide256<T> x, Wide256<T> y)
        where F : struct, IDoubleBinary
    {
        if (typeof(T) == typeof(double))
        {
            return new(F.Run(new Wide256<double>(x.X.As<T, double>()), new Wide256<double>(y.X.As<T, double>()), single: false).X.As<double, T>());
        }

        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x.X.As<T, float>());
        (Vector256<double> lowY, Vector256<double> highY) = Vector256.Widen(y.X.As<T, float>());
        Wide256<double> lower = F.Run(new Wide256<double>(low), new Wide256<double>(lowY), single: true);
        Wide256<double> upper = F.Run(new Wide256<double>(high), new Wide256<double>(highY), single: true);
        return new(Vector256.Narrow(lower.X, upper.X).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide256<T> Each<F>(Wide256<T> x)
        where F : struct, IScalarFunction
    {
        Span<T> elements = stackalloc T[Vector256<T>.Count];
        x.X.CopyTo(elements);
        foreach (ref T element in elements)
        {
            element = Constant.To<T>(F.Run(Constant.From(element)));
        }

        return new(Vector256.Create<T>(elements));
    }
}
