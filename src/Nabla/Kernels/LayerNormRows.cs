using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>y = (x − mean)·(1 ÷ √(variance + ε))·scale + shift; scale and shift may be null.</summary>
internal unsafe struct LayerNormWork<A>(A* x, A* scale, A* shift, A epsilon, A* y, A* mean, A* factor, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, to = y + row * length;
        A count = A.CreateTruncating(length);
        A m = RowSums.Sum<V, A, PlainTerm>(from, from, A.Zero, length) / count;
        A variance = RowSums.Deviations<V, A>(from, m, length) / count;
        A f = A.One / OneNumber.Sqrt(variance + epsilon);
        mean[row] = m;
        factor[row] = f;
        V middle = RowEnd.All<V, A>(m), by = RowEnd.All<V, A>(f);
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            V z = (RowEnd.Load<V, A>(from + i) - middle) * by;
            z = scale == null ? z : z * RowEnd.Load<V, A>(scale + i);
            RowEnd.Store(to + i, shift == null ? z : z + RowEnd.Load<V, A>(shift + i));
        }

        if (i < length)
        {
            V z = (RowEnd.Load<V, A>(from + i, length - i, middle) - middle) * by;
            z = scale == null ? z : z * RowEnd.Load<V, A>(scale + i, length - i, by);
            RowEnd.Store(to + i, shift == null ? z : z + RowEnd.Load<V, A>(shift + i, length - i, by), length - i);
        }
    }
}

/// <summary>With g = dy·scale and z = (x − mean)·factor: dx = factor·(g − Σg ÷ n − z·Σ(g·z) ÷ n).</summary>
internal unsafe struct LayerNormGradientWork<A>(A* x, A* dy, A* scale, A* mean, A* factor, A* dx, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, given = dy + row * length, to = dx + row * length;
        V middle = RowEnd.All<V, A>(mean[row]), by = RowEnd.All<V, A>(factor[row]), zero = 0.0, sum = zero, product = zero;
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            V g = RowEnd.Load<V, A>(given + i);
            g = scale == null ? g : g * RowEnd.Load<V, A>(scale + i);
            sum += g;
            product += g * ((RowEnd.Load<V, A>(from + i) - middle) * by);
        }

        if (i < length)
        {
            V g = RowEnd.Load<V, A>(given + i, length - i, zero);
            g = scale == null ? g : g * RowEnd.Load<V, A>(scale + i, length - i, zero);
            sum += g;
            product += g * ((RowEnd.Load<V, A>(from + i, length - i, middle) - middle) * by);
        }

        A count = A.CreateTruncating(length);
        V first = RowEnd.All<V, A>(RowEnd.Across<V, A, SumFold>(sum) / count), second = RowEnd.All<V, A>(RowEnd.Across<V, A, SumFold>(product) / count);
        for (i = 0; i + lanes <= length; i += lanes)
        {
            V g = RowEnd.Load<V, A>(given + i);
            g = scale == null ? g : g * RowEnd.Load<V, A>(scale + i);
            V z = (RowEnd.Load<V, A>(from + i) - middle) * by;
            RowEnd.Store(to + i, by * ((g - first) - z * second));
        }

        if (i < length)
        {
            V g = RowEnd.Load<V, A>(given + i, length - i, zero);
            g = scale == null ? g : g * RowEnd.Load<V, A>(scale + i, length - i, zero);
            V z = (RowEnd.Load<V, A>(from + i, length - i, middle) - middle) * by;
            RowEnd.Store(to + i, by * ((g - first) - z * second), length - i);
        }
    }
}

/// <summary>y = dy·(x − mean)·factor: what is summed over rows for the gradient of the scale.</summary>
internal unsafe struct LayerNormScaleWork<A>(A* x, A* dy, A* mean, A* factor, A* y, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, given = dy + row * length, to = y + row * length;
        V middle = RowEnd.All<V, A>(mean[row]), by = RowEnd.All<V, A>(factor[row]);
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(given + i) * ((RowEnd.Load<V, A>(from + i) - middle) * by));
        }

        if (i < length)
        {
            V z = (RowEnd.Load<V, A>(from + i, length - i, middle) - middle) * by;
            RowEnd.Store(to + i, RowEnd.Load<V, A>(given + i, length - i, by) * z, length - i);
        }
    }
}
