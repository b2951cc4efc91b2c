using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>y = (x − mean)·(1 ÷ √(variance + ε))·scale + shift; scale and shift may be null.</summary>
internal unsafe struct LayerNormWork<A>(A* x, A* scale, A* shift, A epsilon, A* y, A* mean, A* factor, long length, bool isCentred) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, to = y + row * length;
        A count = A.CreateTruncating(length);
        A m = isCentred ? RowSums.Sum<V, A, PlainTerm>(from, from, A.Zero, length) / count : A.Zero;
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
