using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Carries formulas over memory, element by element.</summary>
/// <remarks>Inputs are given with the output's lengths: broadcast axes have stride zero. An output may be one of the inputs itself, but
/// must not overlap them otherwise. 16-bit floating point is computed in float and rounded once.</remarks>
internal static unsafe partial class Map
{
    /// <summary>Estimate for an element of a usual formula on one thread, in nanoseconds.</summary>
    private const double Usual = 0.2;

    /// <summary>y = f(x).</summary>
    public static void Unary<F, T>(F f, View<T> x, View<T> y)
        where F : struct, IUnary
        where T : unmanaged =>
        Run(new RealUnary<F>(f), x, y);

    /// <summary>y = f(x), any numbers.</summary>
    public static void NumberUnary<F, T>(F f, View<T> x, View<T> y)
        where F : struct, INumberUnary
        where T : unmanaged =>
        Run(new NumberUnary<F>(f), x, y);

    /// <summary>dx = dy·f′(x).</summary>
    public static void Slope<F, T>(F f, View<T> dy, View<T> x, View<T> y, View<T> dx)
        where F : struct, IUnary
        where T : unmanaged =>
        Run(new RealUnarySlope<F>(f), dy, x, y, dx);

    /// <summary>dx = dy·f′(x).</summary>
    public static void NumberSlope<F, T>(F f, View<T> dy, View<T> x, View<T> y, View<T> dx)
        where F : struct, INumberUnary
        where T : unmanaged =>
        Run(new NumberUnarySlope<F>(f), dy, x, y, dx);

    /// <summary>z = f(x, y).</summary>
    public static void Binary<F, T>(F f, View<T> x, View<T> y, View<T> z)
        where F : struct, IBinary
        where T : unmanaged =>
        Run(new RealBinary<F>(f), x, y, z);

    /// <summary>z = f(x, y), any numbers.</summary>
    public static void NumberBinary<F, T>(F f, View<T> x, View<T> y, View<T> z)
        where F : struct, INumberBinary
        where T : unmanaged =>
        Run(new NumberBinary<F>(f), x, y, z);

    /// <summary>z = f(x, y), integers or truth values.</summary>
    public static void BitBinary<F, T>(F f, View<T> x, View<T> y, View<T> z)
        where F : struct, IBitBinary
        where T : unmanaged =>
        Run(new BitBinary<F>(f), x, y, z);

    /// <summary>dx = dz·∂f/∂x, in the lengths of z.</summary>
    public static void SlopeX<F, T>(F f, View<T> dz, View<T> x, View<T> y, View<T> z, View<T> dx)
        where F : struct, IBinary
        where T : unmanaged =>
        Run(new RealBinarySlopeX<F>(f), dz, x, y, z, dx);

    /// <summary>dy = dz·∂f/∂y, in the lengths of z.</summary>
    public static void SlopeY<F, T>(F f, View<T> dz, View<T> x, View<T> y, View<T> z, View<T> dy)
        where F : struct, IBinary
        where T : unmanaged =>
        Run(new RealBinarySlopeY<F>(f), dz, x, y, z, dy);

    /// <summary>dx = dz·∂f/∂x, in the lengths of z.</summary>
    public static void NumberSlopeX<F, T>(F f, View<T> dz, View<T> x, View<T> y, View<T> z, View<T> dx)
        where F : struct, INumberBinary
        where T : unmanaged =>
        Run(new NumberBinarySlopeX<F>(f), dz, x, y, z, dx);

    /// <summary>dy = dz·∂f/∂y, in the lengths of z.</summary>
    public static void NumberSlopeY<F, T>(F f, View<T> dz, View<T> x, View<T> y, View<T> z, View<T> dy)
        where F : struct, INumberBinary
        where T : unmanaged =>
        Run(new NumberBinarySlopeY<F>(f), dz, x, y, z, dy);

    /// <summary>z = then where the condition holds, else otherwise; the bits are copied as they are.</summary>
    public static void Select<T>(View<bool> condition, View<T> then, View<T> otherwise, View<T> z)
        where T : unmanaged
    {
        switch (sizeof(T))
        {
            case 8: SelectBits<T, long>(condition, then, otherwise, z); break;
            case 4: SelectBits<T, int>(condition, then, otherwise, z); break;
            case 2: SelectBits<T, short>(condition, then, otherwise, z); break;
            default: SelectBits<T, sbyte>(condition, then, otherwise, z); break;
        }
    }

    /// <summary>z = x relation y.</summary>
    public static void Compare<T>(Relation relation, View<T> x, View<T> y, View<bool> z)
        where T : unmanaged
    {
        if (relation is Relation.Less)
        {
            Relate<LessBody, T>(x, y, z, not: false);
        }
        else if (relation is Relation.LessEqual)
        {
            Relate<LessEqualBody, T>(x, y, z, not: false);
        }
        else
        {
            Relate<EqualBody, T>(x, y, z, not: relation is Relation.NotEqual);
        }
    }

    /// <summary>y = x in another element type.</summary>
    /// <remarks>To bool: x ≠ 0. Floating point to integer: towards zero. Integer to integer: the low bits. Else the nearest number.</remarks>
    public static void Cast<T, U>(View<T> x, View<U> y)
        where T : unmanaged
        where U : unmanaged
    {
        MapOperand* operands = stackalloc MapOperand[2];
        long* room = stackalloc long[(y.Rank + 1) * 3];
        fixed (T* px = x.Storage)
        fixed (U* py = y.Storage)
        {
            MapCall call = new(y.Lengths, operands, room);
            call.Add((byte*)px, x.Offset, x.Strides, sizeof(T), sizeof(U), converts: true, CastLoop<T, U>.Pointer);
            call.Add((byte*)py, y.Offset, y.Strides, sizeof(U), sizeof(U), converts: false, MapLane<U>.Same);
            call.Start(&CopyLoop<U>, null, inputs: 1, Usual);
        }
    }
}
