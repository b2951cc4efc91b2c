using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Reductions over any set of axes of a strided window.</summary>
/// <remarks>
/// Results are row-major over the axes that stay. The order of additions follows from the lengths alone, so results have the same bits for any strides and
/// any number of threads. float16 and bfloat16 are accumulated in float32 and rounded once; integers wrap. Reductions of nothing: sums 0, products 1, any false,
/// all true; the greatest and least of nothing do not exist, and the caller must refuse an empty axis before.
/// </remarks>
public static partial class Reduce
{
    /// <summary>y = Σ x, any numbers.</summary>
    public static void Sum<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        => Typed<T, SumFold>(x, axes, y);

    /// <summary>y = Π x, any numbers.</summary>
    public static void Product<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        => Typed<T, ProductFold>(x, axes, y);

    /// <summary>y = Σ x², real numbers.</summary>
    public static void SumOfSquares<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        => Typed<T, SquareFold>(x, axes, y);

    /// <summary>y = Σ |x|, real numbers.</summary>
    public static void SumOfAbsolutes<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        => Typed<T, AbsoluteFold>(x, axes, y);

    /// <summary>y = the greatest x; NaN where there is one; the axes must not be empty.</summary>
    public static void Max<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        => Typed<T, MaxFold>(x, axes, y);

    /// <summary>y = the least x; NaN where there is one; the axes must not be empty.</summary>
    public static void Min<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        => Typed<T, MinFold>(x, axes, y);

    /// <summary>y = Σ x ÷ count, floating-point and complex numbers; NaN for a mean of nothing.</summary>
    public static void Mean<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
    {
        long count = Count(x, axes);
        if (typeof(T) == typeof(Half))
        {
            MeanIn<Half, HalfAsSingle>(As<T, Half>(x), axes, As<T, Half>(y), count);
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            MeanIn<BFloat16, BFloat16AsSingle>(As<T, BFloat16>(x), axes, As<T, BFloat16>(y), count);
        }
        else if (typeof(T) == typeof(float))
        {
            Sum(x, axes, y);
            Divide(As<T, float>(y), count);
        }
        else if (typeof(T) == typeof(double))
        {
            Sum(x, axes, y);
            Divide(As<T, double>(y), count);
        }
        else if (typeof(T) == typeof(Complex) || typeof(T) == typeof(Complex64))
        {
            ComplexReduce.Run<T>(x, axes, y, product: false, count);
        }
        else
        {
            throw new NotSupportedException($"Mean: elements of type {typeof(T).Name}: floating-point numbers were expected. Cast the tensor first.");
        }
    }

    /// <summary>y = true where any x is.</summary>
    public static void Any(View<bool> x, ReadOnlySpan<int> axes, Span<bool> y) => Typed<byte, MaxFold>(As<bool, byte>(x), axes, As<bool, byte>(y));

    /// <summary>y = true where all x are.</summary>
    public static void All(View<bool> x, ReadOnlySpan<int> axes, Span<bool> y)
    {
        Typed<byte, MinFold>(As<bool, byte>(x), axes, As<bool, byte>(y));
        if (x.Size == 0)
        {
            y.Fill(true);
        }
    }

    /// <summary>y = number of x that are not zero; NaN is not zero.</summary>
    public static void CountNonZero<T>(View<T> x, ReadOnlySpan<int> axes, Span<long> y)
        where T : unmanaged
        => Numeric.Dispatch<T, CountTask<T>>(new CountTask<T> { X = x, Axes = axes, Y = y });

    /// <summary>Number of elements that become one.</summary>
    internal static long Count<T>(View<T> x, ReadOnlySpan<int> axes)
    {
        long count = 1;
        foreach (int axis in axes)
        {
            count *= x.Lengths[axis];
        }

        return count;
    }

    /// <summary>The same window with elements read as another type of the same size.</summary>
    internal static View<E> As<T, E>(View<T> x) => new(As<T, E>(x.Storage), x.Offset, x.Lengths, x.Strides);

    internal static Span<E> As<T, E>(Span<T> x) => MemoryMarshal.CreateSpan(ref Unsafe.As<T, E>(ref MemoryMarshal.GetReference(x)), x.Length);

    static void Typed<T, F>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        where F : struct, IFold
    {
        if (typeof(T) == typeof(float))
        {
            In<float, float, AsIs<float>, F>(As<T, float>(x), axes, As<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            In<double, double, AsIs<double>, F>(As<T, double>(x), axes, As<T, double>(y));
        }
        else if (typeof(T) == typeof(int))
        {
            In<int, int, AsIs<int>, F>(As<T, int>(x), axes, As<T, int>(y));
        }
        else if (typeof(T) == typeof(long))
        {
            In<long, long, AsIs<long>, F>(As<T, long>(x), axes, As<T, long>(y));
        }
        else if (typeof(T) == typeof(byte))
        {
            In<byte, byte, AsIs<byte>, F>(As<T, byte>(x), axes, As<T, byte>(y));
        }
        else if (typeof(T) == typeof(sbyte))
        {
            In<sbyte, sbyte, AsIs<sbyte>, F>(As<T, sbyte>(x), axes, As<T, sbyte>(y));
        }
        else if (typeof(T) == typeof(short))
        {
            In<short, short, AsIs<short>, F>(As<T, short>(x), axes, As<T, short>(y));
        }
        else if (typeof(T) == typeof(ushort))
        {
            In<ushort, ushort, AsIs<ushort>, F>(As<T, ushort>(x), axes, As<T, ushort>(y));
        }
        else if (typeof(T) == typeof(uint))
        {
            In<uint, uint, AsIs<uint>, F>(As<T, uint>(x), axes, As<T, uint>(y));
        }
        else if (typeof(T) == typeof(ulong))
        {
            In<ulong, ulong, AsIs<ulong>, F>(As<T, ulong>(x), axes, As<T, ulong>(y));
        }
        else if (typeof(T) == typeof(Half))
        {
            Converted<Half, float, HalfAsSingle, F>(As<T, Half>(x), axes, As<T, Half>(y));
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            Converted<BFloat16, float, BFloat16AsSingle, F>(As<T, BFloat16>(x), axes, As<T, BFloat16>(y));
        }
        else if (typeof(T) == typeof(Complex) || typeof(T) == typeof(Complex64))
        {
            if (typeof(F) != typeof(SumFold) && typeof(F) != typeof(ProductFold))
            {
                throw new NotSupportedException("Reduce: complex numbers: only sums, products and means exist for them. Take their real part or magnitude first.");
            }

            ComplexReduce.Run<T>(x, axes, y, typeof(F) == typeof(ProductFold), 1);
        }
        else
        {
            throw new NotSupportedException($"Reduce: elements of type {typeof(T).Name}: numbers were expected. Cast the tensor first.");
        }
    }

    internal static void In<T, A, M, F>(View<T> x, ReadOnlySpan<int> axes, Span<A> y, ReadOnlySpan<A> center = default)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
        where F : struct, IFold
    {
        if (y.IsEmpty)
        {
            return;
        }

        if (x.Size == 0)
        {
            // −0 + 0 is the sum of nothing.
            y.Fill(F.Start<A>() + A.Zero);
            return;
        }

        Span<bool> reduced = stackalloc bool[x.Rank];
        reduced.Clear();
        foreach (int axis in axes)
        {
            reduced[axis] = true;
        }

        ReducePasses.Run<T, A, M, F>(x, reduced, y, center);
    }

    static void Converted<T, A, M, F>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
        where F : struct, IFold
    {
        using Scratch<A> result = new(y.Length);
        In<T, A, M, F>(x, axes, result.Span);
        Store<T, A, M>(result.Span, y);
    }

    static void MeanIn<T, M>(View<T> x, ReadOnlySpan<int> axes, Span<T> y, long count)
        where T : unmanaged
        where M : struct, IAccumulate<T, float>
    {
        using Scratch<float> result = new(y.Length);
        In<T, float, M, SumFold>(x, axes, result.Span);
        Divide(result.Span, count);
        Store<T, float, M>(result.Span, y);
    }

    internal static void Divide<A>(Span<A> y, long count)
        where A : INumber<A>
    {
        A by = A.CreateChecked(count);
        foreach (ref A value in y)
        {
            value /= by;
        }
    }

    internal static void Store<T, A, M>(ReadOnlySpan<A> x, Span<T> y)
        where T : unmanaged
        where A : unmanaged
        where M : struct, IAccumulate<T, A>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = M.Store(x[i]);
        }
    }

    ref struct CountTask<T> : INumericTask
        where T : unmanaged
    {
        public View<T> X;
        public ReadOnlySpan<int> Axes;
        public Span<long> Y;

        public readonly void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
            => In<E, long, NotZero<E, TArithmetic>, SumFold>(As<T, E>(X), Axes, Y);
    }
}
