using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>With g = dy·scale and z = (x − mean)·factor: dx = factor·(g − Σg ÷ n − z·Σ(g·z) ÷ n), and in the same visit of a row Σ dy·z and Σ dy over rows.</summary>
/// <remarks>Each piece sums its own rows, 64 of them apart from the others so that many rows keep their digits; the sums of pieces are added in their order.</remarks>
internal readonly unsafe struct LayerNormGradient<A>(A* x, A* dy, A* scale, A* mean, A* factor, A* dx, A* parts, long rows, long length, int pieces, bool isCentred) : IPieces
    where A : unmanaged, INumber<A>
{
    const int Together = 64;

    /// <summary>Runs all pieces, then adds up their sums.</summary>
    public void Run(A* scaleGradient, A* shiftGradient, double nanoseconds)
    {
        Workers.Run(this, pieces, rows * (20 + (length * nanoseconds)));
        if (parts != null)
        {
            Add(parts, scaleGradient);
            Add(parts + length, shiftGradient);
        }
    }

    /// <inheritdoc/>
    public void Run(int piece)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Loop<Wide512<A>>(piece);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Loop<Wide256<A>>(piece);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Loop<Wide128<A>>(piece);
        }
        else
        {
            Loop<Scalar<A>>(piece);
        }
    }

    // A piece's memory: its sums of dy·z, its sums of dy, then those of the rows now taken together.
    void Loop<V>(int piece)
        where V : unmanaged, IRegister<V>
    {
        A* own = parts == null ? null : parts + (4 * piece * length), now = own + (2 * length);
        if (own != null)
        {
            new Span<A>(own, (int)(4 * length)).Clear();
        }

        (long row, long end) = Cut.Range(rows, pieces, piece);
        for (long taken = 1; row < end; row++, taken++)
        {
            Row<V>(row, own == null ? null : now);
            if (own != null && (taken % Together == 0 || row + 1 == end))
            {
                Join<V>(now, own, 2 * length);
                new Span<A>(now, (int)(2 * length)).Clear();
            }
        }
    }

    void Add(A* from, A* to)
    {
        if (to == null)
        {
            return;
        }

        new Span<A>(from, (int)length).CopyTo(new Span<A>(to, (int)length));
        for (int piece = 1; piece < pieces; piece++)
        {
            A* part = from + (4 * piece * length);
            if (Vector512.IsHardwareAccelerated)
            {
                Join<Wide512<A>>(part, to, length);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Join<Wide256<A>>(part, to, length);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Join<Wide128<A>>(part, to, length);
            }
            else
            {
                Join<Scalar<A>>(part, to, length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Join<V>(A* part, A* sum, long count)
        where V : unmanaged, IRegister<V>
    {
        long lanes = V.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            RowEnd.Store(sum + i, RowEnd.Load<V, A>(sum + i) + RowEnd.Load<V, A>(part + i));
        }

        for (; i < count; i++)
        {
            sum[i] += part[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Row<V>(long row, A* sums)
        where V : unmanaged, IRegister<V>
    {
        A* from = x + (row * length), given = dy + (row * length), to = dx + (row * length);
        V middle = RowEnd.All<V, A>(mean[row]), by = RowEnd.All<V, A>(factor[row]), zero = 0.0, sum = zero, product = zero;
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            V d = RowEnd.Load<V, A>(given + i), g = scale == null ? d : d * RowEnd.Load<V, A>(scale + i);
            V z = (RowEnd.Load<V, A>(from + i) - middle) * by;
            sum += g;
            product += g * z;
            if (sums != null)
            {
                RowEnd.Store(sums + i, RowEnd.Load<V, A>(sums + i) + (d * z));
                RowEnd.Store(sums + length + i, RowEnd.Load<V, A>(sums + length + i) + d);
            }
        }

        if (i < length)
        {
            long left = length - i;
            V d = RowEnd.Load<V, A>(given + i, left, zero), g = scale == null ? d : d * RowEnd.Load<V, A>(scale + i, left, zero);
            V z = (RowEnd.Load<V, A>(from + i, left, middle) - middle) * by;
            sum += g;
            product += g * z;
            if (sums != null)
            {
                RowEnd.Store(sums + i, RowEnd.Load<V, A>(sums + i, left, zero) + (d * z), left);
                RowEnd.Store(sums + length + i, RowEnd.Load<V, A>(sums + length + i, left, zero) + d, left);
            }
        }

        A count = A.CreateTruncating(length);
        V first = isCentred ? RowEnd.All<V, A>(RowEnd.Across<V, A, SumFold>(sum) / count) : zero, second = RowEnd.All<V, A>(RowEnd.Across<V, A, SumFold>(product) / count);
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
