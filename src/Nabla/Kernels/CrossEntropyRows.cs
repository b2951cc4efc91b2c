using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>loss = Σ labels·(ln Σ exp x − x); dx = softmax(x) − labels.</summary>
internal unsafe struct CrossEntropyWork<A>(A* x, A* labels, A* loss, A* dx, long length) : IRowWork
    where A : unmanaged, INumber<A>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, given = labels + row * length;
        A greatest = RowSums.Max<V, A>(from, length);
        if (dx == null)
        {
            A plain = RowSums.ExpSum<V, A>(from, greatest, length, null);
            loss[row] = Loss<V>(from, given, greatest, plain);
            return;
        }

        A* to = dx + row * length;
        A sum = RowSums.ExpSum<V, A>(from, greatest, length, to);
        loss[row] = Loss<V>(from, given, greatest, sum);
        V by = RowEnd.All<V, A>(A.One / sum);
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(to + i) * by - RowEnd.Load<V, A>(given + i));
        }

        if (i < length)
        {
            RowEnd.Store(to + i, RowEnd.Load<V, A>(to + i, length - i, by) * by - RowEnd.Load<V, A>(given + i, length - i, by), length - i);
        }
    }

    /// <summary>Σ labels·(greatest − x) + ln sum·Σ labels: apart, so that large logits take no digits from the logarithm.</summary>
    readonly A Loss<V>(A* from, A* given, A greatest, A sum)
        where V : unmanaged, IRegister<V> =>
        RowSums.Sum<V, A, LabelTerm>(given, from, greatest, length) + (OneNumber.Log<V, A>(sum) * RowSums.Sum<V, A, PlainTerm>(given, given, A.Zero, length));
}

/// <summary>loss = ln Σ exp x − x[label]; dx = softmax(x), less 1 at the label. A row with the ignored label has loss and gradient 0.</summary>
internal unsafe struct SparseCrossEntropyWork<A, TIndex>(A* x, TIndex* labels, A* loss, A* dx, long length, long ignored) : IRowWork
    where A : unmanaged, INumber<A>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + row * length, to = dx == null ? null : dx + row * length;
        long label = long.CreateTruncating(labels[row]);
        if (label == ignored)
        {
            loss[row] = A.Zero;
            if (to != null)
            {
                new Span<A>(to, (int)length).Clear();
            }

            return;
        }

        A greatest = RowSums.Max<V, A>(from, length), own = from[label];
        A sum = RowSums.ExpSum<V, A>(from, greatest, length, to);
        loss[row] = OneNumber.Log<V, A>(sum) - (own - greatest);
        if (to == null)
        {
            return;
        }

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

        to[label] -= A.One;
    }
}
