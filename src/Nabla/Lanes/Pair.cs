using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>A number as the sum of two, for steps that need more digits than a lane has.</summary>
/// <remarks>Sums and products follow Dekker and Knuth; they need no fused multiply-add, and use it where it is.</remarks>
internal readonly struct Pair<V>(V high, V low)
    where V : struct, IRegister<V, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly V High = high;

    public readonly V Low = low;

    /// <summary>The exact sum of two numbers, |x| ≥ |y| or x = 0.</summary>
    [MethodImpl(Inline)]
    public static Pair<V> Sum(V x, V y)
    {
        V sum = x + y;
        return new(sum, y - (sum - x));
    }

    /// <summary>The exact sum of any two numbers.</summary>
    [MethodImpl(Inline)]
    public static Pair<V> AnySum(V x, V y)
    {
        V sum = x + y;
        V back = sum - x;
        return new(sum, (x - (sum - back)) + (y - back));
    }

    /// <summary>The exact product of two numbers.</summary>
    [MethodImpl(Inline)]
    public static Pair<V> Product(V x, V y)
    {
        V product = x * y;
        if ((Fma.IsSupported || AdvSimd.Arm64.IsSupported))
        {
            return new(product, V.MultiplyAdd(x, y, -product));
        }

        V highX = Upper(x);
        V lowX = x - highX;
        V highY = Upper(y);
        V lowY = y - highY;
        return new(product, (((highX * highY) - product) + (highX * lowY) + (lowX * highY)) + (lowX * lowY));
    }

    /// <summary>x ÷ y.</summary>
    [MethodImpl(Inline)]
    public static Pair<V> Quotient(V x, Pair<V> y)
    {
        V quotient = x / y.High;
        Pair<V> back = Product(quotient, y.High);
        V rest = ((x - back.High) - back.Low) - (quotient * y.Low);
        return Sum(quotient, rest / y.High);
    }

    [MethodImpl(Inline)]
    public static Pair<V> operator +(Pair<V> x, Pair<V> y)
    {
        Pair<V> sum = AnySum(x.High, y.High);
        return Sum(sum.High, sum.Low + (x.Low + y.Low));
    }

    [MethodImpl(Inline)]
    public static Pair<V> operator +(Pair<V> x, V y)
    {
        Pair<V> sum = AnySum(x.High, y);
        return Sum(sum.High, sum.Low + x.Low);
    }

    [MethodImpl(Inline)]
    public static Pair<V> operator *(Pair<V> x, Pair<V> y)
    {
        Pair<V> product = Product(x.High, y.High);
        return Sum(product.High, product.Low + ((x.High * y.Low) + (x.Low * y.High)));
    }

    /// <summary>The upper half of the digits, so that products of two are exact.</summary>
    [MethodImpl(Inline)]
    public static V Upper(V x) =>
        V.ShiftLeft(V.ShiftRight(x, 27), 27);
}
