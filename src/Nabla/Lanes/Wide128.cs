using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>A register of 16 bytes.</summary>
/// <typeparam name="T">Element type: an integer of 8 to 64 bits, float or double.</typeparam>
internal readonly unsafe struct Wide128<T>(Vector128<T> x) : IRegister<Wide128<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector128<T> X = x;

    public static int Count { [MethodImpl(Inline)] get => Vector128<T>.Count; }


    [MethodImpl(Inline)]
    public static implicit operator Wide128<T>(double constant)
    {
        if (typeof(T) == typeof(float)) return new(Vector128.Create((float)constant).As<float, T>());
        if (typeof(T) == typeof(double)) return new(Vector128.Create(constant).As<double, T>());
        return new(Vector128.Create(Constant.To<T>(constant)));
    }

    [MethodImpl(Inline)] public static Wide128<T> operator +(Wide128<T> x, Wide128<T> y) => new(x.X + y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator -(Wide128<T> x, Wide128<T> y) => new(x.X - y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator *(Wide128<T> x, Wide128<T> y) => new(x.X * y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator /(Wide128<T> x, Wide128<T> y) => new(x.X / y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator -(Wide128<T> x) => new(-x.X);

    [MethodImpl(Inline)] public static Wide128<T> operator &(Wide128<T> x, Wide128<T> y) => new(x.X & y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator |(Wide128<T> x, Wide128<T> y) => new(x.X | y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator ^(Wide128<T> x, Wide128<T> y) => new(x.X ^ y.X);

    [MethodImpl(Inline)] public static Wide128<T> operator ~(Wide128<T> x) => new(~x.X);

    [MethodImpl(Inline)] public static Wide128<T> Load(byte* from) => new(Vector128.Load((T*)from));

    [MethodImpl(Inline)] public static void Store(byte* to, Wide128<T> x) => x.X.Store((T*)to);

    [MethodImpl(Inline)] public static Wide128<T> Min(Wide128<T> x, Wide128<T> y) => new(Vector128.Min(x.X, y.X));

    [MethodImpl(Inline)] public static Wide128<T> Max(Wide128<T> x, Wide128<T> y) => new(Vector128.Max(x.X, y.X));

    [MethodImpl(Inline)] public static Wide128<T> Abs(Wide128<T> x) => new(Vector128.Abs(x.X));

    [MethodImpl(Inline)]
    public static Wide128<T> SelectLess(Wide128<T> x, Wide128<T> y, Wide128<T> then, Wide128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(x.X, y.X), then.X, otherwise.X));

    [MethodImpl(Inline)]
    public static Wide128<T> SelectEqual(Wide128<T> x, Wide128<T> y, Wide128<T> then, Wide128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(x.X, y.X), then.X, otherwise.X));

    [MethodImpl(Inline)]
    public static Wide128<T> SelectNaN(Wide128<T> x, Wide128<T> then, Wide128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(x.X, x.X), otherwise.X, then.X));

    [MethodImpl(Inline)] public static Wide128<T> Choose(Wide128<T> mask, Wide128<T> y, Wide128<T> z) => new(Vector128.ConditionalSelect(mask.X, y.X, z.X));

    [MethodImpl(Inline)] public static Wide128<T> Less(Wide128<T> x, Wide128<T> y) => new(Vector128.LessThan(x.X, y.X));

    [MethodImpl(Inline)] public static Wide128<T> Equal(Wide128<T> x, Wide128<T> y) => new(Vector128.Equals(x.X, y.X));

    [MethodImpl(Inline)] public static bool AnyAbove(Wide128<T> x, Wide128<T> y) => Vector128.GreaterThanAny(x.X, y.X);

    [MethodImpl(Inline)] public static Wide128<T> Sqrt(Wide128<T> x) => new(Vector128.Sqrt(x.X));

    [MethodImpl(Inline)]
    public static Wide128<T> MultiplyAdd(Wide128<T> x, Wide128<T> y, Wide128<T> z)
    {
        // One rounding where the processor has the instruction, two elsewhere: the estimate is exactly this.
        if (typeof(T) == typeof(float)) return new(Vector128.MultiplyAddEstimate(x.X.As<T, float>(), y.X.As<T, float>(), z.X.As<T, float>()).As<float, T>());
        return new(Vector128.MultiplyAddEstimate(x.X.As<T, double>(), y.X.As<T, double>(), z.X.As<T, double>()).As<double, T>());
    }

    [MethodImpl(Inline)]
    public static Wide128<T> Round(Wide128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Round(x.X.As<T, float>()).As<float, T>()) : new(Vector128.Round(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide128<T> Floor(Wide128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Floor(x.X.As<T, float>()).As<float, T>()) : new(Vector128.Floor(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide128<T> Ceiling(Wide128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Ceiling(x.X.As<T, float>()).As<float, T>()) : new(Vector128.Ceiling(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide128<T> Truncate(Wide128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Truncate(x.X.As<T, float>()).As<float, T>()) : new(Vector128.Truncate(x.X.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Wide128<T> CopySign(Wide128<T> x, Wide128<T> y) => new(Vector128.ConditionalSelect(((Wide128<T>)(-0.0)).X, y.X, x.X));

    [MethodImpl(Inline)]
    public static Wide128<T> Least(Wide128<T> x, Wide128<T> y)
    {
        if (Sse.IsSupported && typeof(T) == typeof(float)) return new(Sse.Min(x.X.As<T, float>(), y.X.As<T, float>()).As<float, T>());
        if (Sse2.IsSupported && typeof(T) == typeof(double)) return new(Sse2.Min(x.X.As<T, double>(), y.X.As<T, double>()).As<double, T>());
        return SelectLess(x, y, x, y);
    }

    [MethodImpl(Inline)]
    public static Wide128<T> Greatest(Wide128<T> x, Wide128<T> y)
    {
        if (Sse.IsSupported && typeof(T) == typeof(float)) return new(Sse.Max(x.X.As<T, float>(), y.X.As<T, float>()).As<float, T>());
        if (Sse2.IsSupported && typeof(T) == typeof(double)) return new(Sse2.Max(x.X.As<T, double>(), y.X.As<T, double>()).As<double, T>());
        return SelectLess(y, x, x, y);
    }

    [MethodImpl(Inline)]
    public static Wide128<T> ShiftLeft(Wide128<T> x, int places) => Unsafe.SizeOf<T>() == 4
        ? new((x.X.As<T, uint>() << places).As<uint, T>()) : new((x.X.As<T, ulong>() << places).As<ulong, T>());

    [MethodImpl(Inline)]
    public static Wide128<T> SelectOdd(Wide128<T> bits, Wide128<T> then, Wide128<T> otherwise)
    {
        Vector128<T> even = Unsafe.SizeOf<T>() == 4
            ? Vector128.Equals(bits.X.As<T, uint>() & Vector128<uint>.One, Vector128<uint>.Zero).As<uint, T>()
            : Vector128.Equals(bits.X.As<T, ulong>() & Vector128<ulong>.One, Vector128<ulong>.Zero).As<ulong, T>();
        return new(Vector128.ConditionalSelect(even, otherwise.X, then.X));
    }

    [MethodImpl(Inline)]
    public static Wide128<T> ShiftRight(Wide128<T> x, int places) => Unsafe.SizeOf<T>() == 4
        ? new((x.X.As<T, uint>() >> places).As<uint, T>()) : new((x.X.As<T, ulong>() >> places).As<ulong, T>());

    [MethodImpl(Inline)] public static Wide128<T> Scale(Wide128<T> x, Wide128<T> n) => Exponents<T>.Scale(x, n);

    [MethodImpl(Inline)] public static Wide128<T> Significand(Wide128<T> x) => Exponents<T>.Significand(x);

    [MethodImpl(Inline)] public static Wide128<T> Exponent(Wide128<T> x) => Exponents<T>.Exponent(x);

    [MethodImpl(Inline)]
    public static Wide128<T> InDouble<F>(Wide128<T> x)
        where F : struct, IDoubleUnary
    {
        if (typeof(T) == typeof(double)) return new(F.Run(new Wide128<double>(x.X.As<T, double>()), single: false).X.As<double, T>());
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(x.X.As<T, float>());
        return new(Vector128.Narrow(F.Run(new Wide128<double>(low), single: true).X, F.Run(new Wide128<double>(high), single: true).X).As<float, T>());
    }

    [MethodImpl(Inline)]
    public static Wide128<T> InDouble<F>(Wide128<T> x, Wide128<T> y)
        where F : struct, IDoubleBinary
    {
        if (typeof(T) == typeof(double))
        {
            return new(F.Run(new Wide128<double>(x.X.As<T, double>()), new Wide128<double>(y.X.As<T, double>()), single: false).X.As<double, T>());
        }

        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(x.X.As<T, float>());
        (Vector128<double> lowY, Vector128<double> highY) = Vector128.Widen(y.X.As<T, float>());
        Wide128<double> lower = F.Run(new Wide128<double>(low), new Wide128<double>(lowY), single: true);
        Wide128<double> upper = F.Run(new Wide128<double>(high), new Wide128<double>(highY), single: true);
        return new(Vector128.Narrow(lower.X, upper.X).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide128<T> Each<F>(Wide128<T> x)
        where F : struct, IScalarFunction
    {
        Span<T> elements = stackalloc T[Vector128<T>.Count];
        x.X.CopyTo(elements);
        foreach (ref T element in elements)
        {
            element = Constant.To<T>(F.Run(Constant.From(element)));
        }

        return new(Vector128.Create<T>(elements));
    }
}
