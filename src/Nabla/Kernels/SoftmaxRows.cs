using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>y = exp(x − max) ÷ Σ exp(x − max), one row at a time, while it is in L1.</summary>
internal unsafe struct SoftmaxWork<A>(A* x, A* y, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, to = y + row * length;
        A sum = RowSums.ExpSum<V, A>(from, RowSums.Max<V, A>(from, length), length, to);
        V by = RowEnd.All<V, A>(A.One / sum);
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(to + i) * by);
        }

        if (i < length)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(to + i, length - i, by) * by, length - i);
        }
    }
}

/// <summary>y = (x − max) − ln Σ exp(x − max).</summary>
internal unsafe struct LogSoftmaxWork<A>(A* x, A* y, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, to = y + row * length;
        A greatest = RowSums.Max<V, A>(from, length);
        A sum = RowSums.ExpSum<V, A>(from, greatest, length, null);
        V top = RowEnd.All<V, A>(greatest), log = RowEnd.All<V, A>(OneNumber.Log<V, A>(sum));
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(to + i, (RowEnd.Load<V, A>(from + i) - top) - log);
        }

        if (i < length)
        {
            RowEnd.Store(to + i, (RowEnd.Load<V, A>(from + i, length - i, top) - top) - log, length - i);
        }
    }
}

/// <summary>dx = y·(dy − Σ dy·y).</summary>
internal unsafe struct SoftmaxGradientWork<A>(A* y, A* dy, A* dx, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* p = y + row * length, g = dy + row * length, to = dx + row * length;
        V sum = RowEnd.All<V, A>(RowSums.Sum<V, A, ProductTerm>(g, p, A.Zero, length));
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(p + i) * (RowEnd.Load<V, A>(g + i) - sum));
        }

        if (i < length)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(p + i, length - i, sum) * (RowEnd.Load<V, A>(g + i, length - i, sum) - sum), length - i);
        }
    }
}

/// <summary>dx = dy − exp(y)·Σ dy.</summary>
internal unsafe struct LogSoftmaxGradientWork<A>(A* y, A* dy, A* dx, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* p = y + row * length, g = dy + row * length, to = dx + row * length;
        V sum = RowEnd.All<V, A>(RowSums.Sum<V, A, PlainTerm>(g, g, A.Zero, length));
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(g + i) - V.Exp(RowEnd.Load<V, A>(p + i)) * sum);
        }

        if (i < length)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(g + i, length - i, sum) - V.Exp(RowEnd.Load<V, A>(p + i, length - i, sum)) * sum, length - i);
        }
    }
}
