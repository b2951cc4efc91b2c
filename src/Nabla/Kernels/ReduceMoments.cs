using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Reductions in two passes: what is joined depends on a first result.</summary>
public static partial class Reduce
{
    /// <summary>mean = Σ x ÷ count, variance = Σ (x − mean)² ÷ count; floating-point numbers.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axes">The axes that go.</param>
    /// <param name="mean">Row-major over the axes that stay.</param>
    /// <param name="variance">The same.</param>
    public static void Variance<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> mean, Span<T> variance)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            VarianceIn<float, float, AsIs<float>>(As<T, float>(x), axes, As<T, float>(mean), As<T, float>(variance));
        }
        else if (typeof(T) == typeof(double))
        {
            VarianceIn<double, double, AsIs<double>>(As<T, double>(x), axes, As<T, double>(mean), As<T, double>(variance));
        }
        else if (typeof(T) == typeof(Half))
        {
            VarianceIn<Half, float, HalfAsSingle>(As<T, Half>(x), axes, As<T, Half>(mean), As<T, Half>(variance));
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            VarianceIn<BFloat16, float, BFloat16AsSingle>(As<T, BFloat16>(x), axes, As<T, BFloat16>(mean), As<T, BFloat16>(variance));
        }
        else
        {
            throw new NotSupportedException($"Variance: elements of type {typeof(T).Name}: floating-point numbers were expected. Cast the tensor first.");
        }
    }

    /// <summary>y = ln Σ eˣ, floating-point numbers; finite wherever the result is; −∞ for nothing.</summary>
    public static void LogSumExp<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            LogSumExpIn<float, float, AsIs<float>>(As<T, float>(x), axes, As<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            LogSumExpIn<double, double, AsIs<double>>(As<T, double>(x), axes, As<T, double>(y));
        }
        else if (typeof(T) == typeof(Half))
        {
            LogSumExpIn<Half, float, HalfAsSingle>(As<T, Half>(x), axes, As<T, Half>(y));
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            LogSumExpIn<BFloat16, float, BFloat16AsSingle>(As<T, BFloat16>(x), axes, As<T, BFloat16>(y));
        }
        else
        {
            throw new NotSupportedException($"LogSumExp: elements of type {typeof(T).Name}: floating-point numbers were expected. Cast the tensor first.");
        }
    }

    static void VarianceIn<T, A, M>(View<T> x, ReadOnlySpan<int> axes, Span<T> mean, Span<T> variance)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
    {
        long count = Count(x, axes);
        using Scratch<A> center = new(mean.Length), spread = new(mean.Length);
        In<T, A, M, SumFold>(x, axes, center.Span);
        Divide(center.Span, count);
        Centered<T, A, M, DeviationFold>(x, axes, spread.Span, center.Span);
        Divide(spread.Span, count);
        Store<T, A, M>(center.Span, mean);
        Store<T, A, M>(spread.Span, variance);
    }

    static void LogSumExpIn<T, A, M>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
    {
        using Scratch<A> greatest = new(y.Length), sum = new(y.Length);
        In<T, A, M, MaxFold>(x, axes, greatest.Span);
        foreach (ref A center in greatest.Span)
        {
            // An infinite or NaN centre would make NaN of good numbers; without it eˣ itself has the right limit.
            center = A.IsFinite(center) ? center : A.Zero;
        }

        Centered<T, A, M, ExpFold>(x, axes, sum.Span, greatest.Span);
        for (int i = 0; i < y.Length; i++)
        {
            A log = typeof(A) == typeof(float)
                ? (A)(object)MathF.Log((float)(object)sum.Span[i])
                : (A)(object)Math.Log((double)(object)sum.Span[i]);
            y[i] = M.Store(log + greatest.Span[i]);
        }
    }

    // The centre of an element must follow from its place: axes that go must be neighbours, so they are brought together where they are not.
    static void Centered<T, A, M, F>(View<T> x, ReadOnlySpan<int> axes, Span<A> y, ReadOnlySpan<A> center)
        where T : unmanaged
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        where M : struct, IAccumulate<T, A>
        where F : struct, IFold
    {
        int rank = x.Rank, runs = 0;
        bool inside = false;
        for (int k = 0; k < rank; k++)
        {
            if (x.Lengths[k] != 1)
            {
                bool goes = axes.Contains(k);
                runs += goes && !inside ? 1 : 0;
                inside = goes;
            }
        }

        if (runs <= 1)
        {
            In<T, A, M, F>(x, axes, y, center);
            return;
        }

        Span<long> lengths = stackalloc long[rank], strides = stackalloc long[rank];
        Span<int> last = stackalloc int[axes.Length];
        int at = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < rank; k++)
            {
                if (axes.Contains(k) == (pass == 1))
                {
                    (lengths[at], strides[at]) = (x.Lengths[k], x.Strides[k]);
                    at++;
                }
            }
        }

        for (int k = 0; k < last.Length; k++)
        {
            last[k] = rank - last.Length + k;
        }

        In<T, A, M, F>(new View<T>(x.Storage, x.Offset, lengths, strides), last, y, center);
    }
}
