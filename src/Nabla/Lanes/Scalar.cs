using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>A lane of one number: the remainder of a loop, and every element where there are no registers.</summary>
/// <typeparam name="T">Element type: an integer of 8 to 64 bits, float or double.</typeparam>
internal readonly unsafe struct Scalar<T>(T x) : IRegister<Scalar<T>, T>
    where T : unmanaged, INumber<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly T X = x;

    public static int Count { [MethodImpl(Inline)] get => 1; }


    private ulong Bits
    {
        [MethodImpl(Inline)]
        get => Unsafe.SizeOf<T>() switch
        {
            8 => Unsafe.BitCast<T, ulong>(X),
            4 => Unsafe.BitCast<T, uint>(X),
            2 => Unsafe.BitCast<T, ushort>(X),
            _ => Unsafe.BitCast<T, byte>(X),
        };
    }

    [MethodImpl(Inline)] public static implicit operator Scalar<T>(double constant) => new(Constant.To<T>(constant));

    [MethodImpl(Inline)] public static Scalar<T> operator +(Scalar<T> x, Scalar<T> y) => new(x.X + y.X);

    [MethodImpl(Inline)] public static Scalar<T> operator -(Scalar<T> x, Scalar<T> y) => new(x.X - y.X);

    [MethodImpl(Inline)] public static Scalar<T> operator *(Scalar<T> x, Scalar<T> y) => new(x.X * y.X);

    [MethodImpl(Inline)] public static Scalar<T> operator /(Scalar<T> x, Scalar<T> y) => new(x.X / y.X);

    [MethodImpl(Inline)] public static Scalar<T> operator -(Scalar<T> x) => new(-x.X);

    [MethodImpl(Inline)] public static Scalar<T> operator &(Scalar<T> x, Scalar<T> y) => FromBits(x.Bits & y.Bits);

    [MethodImpl(Inline)] public static Scalar<T> operator |(Scalar<T> x, Scalar<T> y) => FromBits(x.Bits | y.Bits);

    [MethodImpl(Inline)] public static Scalar<T> operator ^(Scalar<T> x, Scalar<T> y) => FromBits(x.Bits ^ y.Bits);

    [MethodImpl(Inline)] public static Scalar<T> operator ~(Scalar<T> x) => FromBits(~x.Bits);

    [MethodImpl(Inline)] public static Scalar<T> Load(byte* from) => new(*(T*)from);

    [MethodImpl(Inline)] public static void Store(byte* to, Scalar<T> x) => *(T*)to = x.X;

    [MethodImpl(Inline)] public static Scalar<T> Min(Scalar<T> x, Scalar<T> y) => new(T.Min(x.X, y.X));

    [MethodImpl(Inline)] public static Scalar<T> Max(Scalar<T> x, Scalar<T> y) => new(T.Max(x.X, y.X));

    [MethodImpl(Inline)]
    public static Scalar<T> Abs(Scalar<T> x)
    {
        // T.Abs throws for the least integer.
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double)) return new(T.Abs(x.X));
        return SelectLess(x, 0, -x, x);
    }

    [MethodImpl(Inline)]
    public static Scalar<T> SelectLess(Scalar<T> x, Scalar<T> y, Scalar<T> then, Scalar<T> otherwise) => x.X < y.X ? then : otherwise;

    [MethodImpl(Inline)]
    public static Scalar<T> SelectEqual(Scalar<T> x, Scalar<T> y, Scalar<T> then, Scalar<T> otherwise) => x.X == y.X ? then : otherwise;

    [MethodImpl(Inline)]
    public static Scalar<T> SelectNaN(Scalar<T> x, Scalar<T> then, Scalar<T> otherwise) => T.IsNaN(x.X) ? then : otherwise;

    [MethodImpl(Inline)]
    public static Scalar<T> Choose(Scalar<T> mask, Scalar<T> y, Scalar<T> z) => FromBits((mask.Bits & y.Bits) | (~mask.Bits & z.Bits));

    [MethodImpl(Inline)] public static Scalar<T> Less(Scalar<T> x, Scalar<T> y) => FromBits(x.X < y.X ? ulong.MaxValue : 0);

    [MethodImpl(Inline)] public static Scalar<T> Equal(Scalar<T> x, Scalar<T> y) => FromBits(x.X == y.X ? ulong.MaxValue : 0);

    [MethodImpl(Inline)] public static bool AnyAbove(Scalar<T> x, Scalar<T> y) => x.X > y.X;

    [MethodImpl(Inline)] public static Scalar<T> Sqrt(Scalar<T> x) => typeof(T) == typeof(float) ? Single(MathF.Sqrt(AsSingle(x))) : Double(Math.Sqrt(AsDouble(x)));

    [MethodImpl(Inline)]
    public static Scalar<T> MultiplyAdd(Scalar<T> x, Scalar<T> y, Scalar<T> z)
    {
        if (!(Fma.IsSupported || AdvSimd.Arm64.IsSupported)) return (x * y) + z;
        return typeof(T) == typeof(float) ? Single(MathF.FusedMultiplyAdd(AsSingle(x), AsSingle(y), AsSingle(z))) : Double(Math.FusedMultiplyAdd(AsDouble(x), AsDouble(y), AsDouble(z)));
    }

    [MethodImpl(Inline)] public static Scalar<T> Round(Scalar<T> x) => typeof(T) == typeof(float) ? Single(MathF.Round(AsSingle(x))) : Double(Math.Round(AsDouble(x)));

    [MethodImpl(Inline)] public static Scalar<T> Floor(Scalar<T> x) => typeof(T) == typeof(float) ? Single(MathF.Floor(AsSingle(x))) : Double(Math.Floor(AsDouble(x)));

    [MethodImpl(Inline)]
    public static Scalar<T> Ceiling(Scalar<T> x) => typeof(T) == typeof(float) ? Single(MathF.Ceiling(AsSingle(x))) : Double(Math.Ceiling(AsDouble(x)));

    [MethodImpl(Inline)]
    public static Scalar<T> Truncate(Scalar<T> x) => typeof(T) == typeof(float) ? Single(MathF.Truncate(AsSingle(x))) : Double(Math.Truncate(AsDouble(x)));

    [MethodImpl(Inline)] public static Scalar<T> CopySign(Scalar<T> x, Scalar<T> y) => Choose(-0.0, y, x);

    [MethodImpl(Inline)] public static Scalar<T> Least(Scalar<T> x, Scalar<T> y) => x.X < y.X ? x : y;

    [MethodImpl(Inline)] public static Scalar<T> Greatest(Scalar<T> x, Scalar<T> y) => x.X > y.X ? x : y;

    [MethodImpl(Inline)]
    public static Scalar<T> SelectOdd(Scalar<T> bits, Scalar<T> then, Scalar<T> otherwise) => (bits.Bits & 1) != 0 ? then : otherwise;

    [MethodImpl(Inline)] public static Scalar<T> ShiftLeft(Scalar<T> x, int places) => FromBits(x.Bits << places);

    [MethodImpl(Inline)] public static Scalar<T> ShiftRight(Scalar<T> x, int places) => FromBits(x.Bits >> places);

    [MethodImpl(Inline)] public static Scalar<T> Scale(Scalar<T> x, Scalar<T> n) => Exponents<T>.Scale(x, n);

    [MethodImpl(Inline)] public static Scalar<T> Significand(Scalar<T> x) => Exponents<T>.Significand(x);

    [MethodImpl(Inline)] public static Scalar<T> Exponent(Scalar<T> x) => Exponents<T>.Exponent(x);

    [MethodImpl(Inline)]
    public static Scalar<T> InDouble<F>(Scalar<T> x)
        where F : struct, IDoubleUnary =>
        typeof(T) == typeof(double)
            ? Double(F.Run(new Scalar<double>(AsDouble(x)), single: false).X)
            : Single((float)F.Run(new Scalar<double>(AsSingle(x)), single: true).X);

    [MethodImpl(Inline)]
    public static Scalar<T> InDouble<F>(Scalar<T> x, Scalar<T> y)
        where F : struct, IDoubleBinary =>
        typeof(T) == typeof(double)
            ? Double(F.Run(new Scalar<double>(AsDouble(x)), new Scalar<double>(AsDouble(y)), single: false).X)
            : Single((float)F.Run(new Scalar<double>(AsSingle(x)), new Scalar<double>(AsSingle(y)), single: true).X);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Scalar<T> Each<F>(Scalar<T> x)
        where F : struct, IScalarFunction =>
        new(Constant.To<T>(F.Run(Constant.From(x.X))));

    [MethodImpl(Inline)] private static float AsSingle(Scalar<T> x) => Unsafe.BitCast<T, float>(x.X);

    [MethodImpl(Inline)] private static double AsDouble(Scalar<T> x) => Unsafe.BitCast<T, double>(x.X);

    [MethodImpl(Inline)] private static Scalar<T> Single(float x) => new(Unsafe.BitCast<float, T>(x));

    [MethodImpl(Inline)] private static Scalar<T> Double(double x) => new(Unsafe.BitCast<double, T>(x));

    [MethodImpl(Inline)]
    private static Scalar<T> FromBits(ulong bits) => Unsafe.SizeOf<T>() switch
    {
        8 => new(Unsafe.BitCast<ulong, T>(bits)),
        4 => new(Unsafe.BitCast<uint, T>((uint)bits)),
        2 => new(Unsafe.BitCast<ushort, T>((ushort)bits)),
        _ => new(Unsafe.BitCast<byte, T>((byte)bits)),
    };
}
