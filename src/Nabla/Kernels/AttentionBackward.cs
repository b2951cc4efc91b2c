using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>The gradients of one head of keys and all heads that share it: scores are computed again block by block.</summary>
/// <remarks>With weights w = exp(score − greatest)·factor and d = dy·valueᵀ: dvalue = wᵀ·dy; the gradient of a product query·keyᵀ is w·(d − Σ dy·y)·scale.
/// One unit writes all that belongs to its head, in the order of blocks, so that no sum depends on threads.</remarks>
internal readonly unsafe struct AttentionBackward<A>(AttentionProblem<A> problem, AttentionOperand<A> dy, A* dQuery, A* dKey, A* dValue) : IAttentionWork<A>
    where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
{
    const int Targets = AttentionProblem<A>.TargetBlock, Sources = AttentionProblem<A>.SourceBlock;

    readonly AttentionProblem<A> _problem = problem;

    /// <inheritdoc/>
    public static nint Memory => (2 * Targets * Sources) + Targets + (2 * Sources);

    /// <inheritdoc/>
    public void Unit<V, TTile, G>(long unit, A* memory)
        where V : unmanaged, IRegister<V>
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>
    {
        var p = _problem;
        (long batch, long shared) = Math.DivRem(unit, p.SharedHeads);
        long heads = p.Heads / p.SharedHeads;
        Clear(KeyAt(dKey, batch, 0, shared, p.Depth), p.Sources, p.SharedHeads * p.Depth, p.Depth);
        Clear(KeyAt(dValue, batch, 0, shared, p.ValueDepth), p.Sources, p.SharedHeads * p.ValueDepth, p.ValueDepth);
        for (long head = shared * heads; head < (shared + 1) * heads; head++)
        {
            Clear(QueryAt(batch, 0, head), p.Targets, p.Heads * p.Depth, p.Depth);
            for (long first = 0; first < p.Targets; first += Targets)
            {
                long rows = Math.Min(Targets, p.Targets - first), end = p.LeavesOut ? Math.Min(p.Sources, first + rows) : p.Sources;
                A* inner = memory + (2 * Targets * Sources);
                for (long r = 0; r < rows; r++)
                {
                    inner[r] = RowSums.Sum<V, A, ProductTerm>(dy.At(batch, first + r, head), p.YAt(batch, first + r, head), A.Zero, p.ValueDepth);
                }

                for (long source = 0; source < end; source += Sources)
                {
                    Block<V, TTile, G>(batch, head, first, rows, source, Math.Min(Sources, end - source), memory);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Block<V, TTile, G>(long batch, long head, long first, long rows, long source, long count, A* memory)
        where V : unmanaged, IRegister<V>
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>
    {
        var p = _problem;
        long shared = p.SharedHead(head);
        A* w = memory, d = memory + (Targets * Sources), inner = d + (Targets * Sources), biasRow = inner + Targets, seenRow = biasRow + Sources;
        bool seenOnce = p.Mask is { Exists: true, IsSameForTargets: true };
        p.Meet<TTile, G>(batch, head, first, rows, source, count, w);
        for (long r = 0; r < rows; r++)
        {
            A* bias = p.BiasRow(batch, head, first + r, source, count, biasRow);
            A* seen = r > 0 && seenOnce ? seenRow : p.SeenRow(batch, head, first + r, source, count, seenRow);
            p.Finish<V>(w + (r * Sources), count, p.Visible(first + r, source, count), bias, seen);
            long at = p.Statistic(batch, head, first + r);
            Weights<V>(w + (r * Sources), count, p.Greatest[at], p.Factor[at]);
        }

        nint keys = (nint)p.SharedHeads * p.Depth, values = (nint)p.SharedHeads * p.ValueDepth, queries = (nint)p.Heads * p.Depth;
        GemmOperand<A> y = new(dy.At(batch, first, head), dy.Place, 1);
        AttentionProblem<A>.Multiply<TTile, G>(
            count, p.ValueDepth, rows, new(w, 1, Sources), y, new(KeyAt(dValue, batch, source, shared, p.ValueDepth), values, 1), true);
        AttentionProblem<A>.Multiply<TTile, G>(
            rows, count, p.ValueDepth, y, new(p.Value.At(batch, source, shared), 1, p.Value.Place), new(d, Sources, 1), false);
        for (long r = 0; r < rows; r++)
        {
            A* seen = r > 0 && seenOnce ? seenRow : p.SeenRow(batch, head, first + r, source, count, seenRow);
            Slopes<V>(w + (r * Sources), d + (r * Sources), count, p.Visible(first + r, source, count), seen, inner[r]);
        }

        AttentionProblem<A>.Multiply<TTile, G>(
            rows, p.Depth, count, new(d, Sources, 1), new(p.Key.At(batch, source, shared), p.Key.Place, 1), new(QueryAt(batch, first, head), queries, 1), true);
        AttentionProblem<A>.Multiply<TTile, G>(
            count, p.Depth, rows, new(d, 1, Sources), new(p.Query.At(batch, first, head), p.Query.Place, 1), new(KeyAt(dKey, batch, source, shared, p.Depth), keys, 1), true);
    }

    /// <summary>exp(s − greatest)·factor, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Weights<V>(A* s, long count, A greatest, A factor)
        where V : unmanaged, IRegister<V>
    {
        V top = RowEnd.All<V, A>(greatest), by = RowEnd.All<V, A>(factor);
        long lanes = V.Count;
        for (long i = 0; i < count; i += lanes)
        {
            long left = count - i;
            V x = V.Exp((left >= lanes ? RowEnd.Load<V, A>(s + i) : RowEnd.Load<V, A>(s + i, left, top)) - top) * by;
            if (left >= lanes)
            {
                RowEnd.Store(s + i, x);
            }
            else
            {
                RowEnd.Store(s + i, x, left);
            }
        }
    }

    /// <summary>d ← w·(d − inner)·scale, 0 for hidden sources.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Slopes<V>(A* w, A* d, long count, long visible, A* seen, A inner)
        where V : unmanaged, IRegister<V>
    {
        V less = RowEnd.All<V, A>(inner), by = RowEnd.All<V, A>(_problem.Scale), zero = 0.0;
        long lanes = V.Count, i = 0;
        for (; i + lanes <= visible; i += lanes)
        {
            V x = RowEnd.Load<V, A>(w + i) * (RowEnd.Load<V, A>(d + i) - less) * by;
            RowEnd.Store(d + i, seen == null ? x : V.SelectEqual(RowEnd.Load<V, A>(seen + i), zero, zero, x));
        }

        if (i < visible)
        {
            long left = visible - i;
            V x = RowEnd.Load<V, A>(w + i, left, zero) * (RowEnd.Load<V, A>(d + i, left, zero) - less) * by;
            RowEnd.Store(d + i, seen == null ? x : V.SelectEqual(RowEnd.Load<V, A>(seen + i, left, zero), zero, zero, x), left);
        }

        if (visible < count)
        {
            new Span<A>(d + visible, (int)(count - visible)).Clear();
        }
    }

    A* QueryAt(long batch, long target, long head) => dQuery + (((((batch * _problem.Targets) + target) * _problem.Heads) + head) * _problem.Depth);

    A* KeyAt(A* to, long batch, long source, long shared, nint depth) => to + (((((batch * _problem.Sources) + source) * _problem.SharedHeads) + shared) * depth);

    static void Clear(A* y, long rows, long step, long length)
    {
        for (long r = 0; r < rows; r++)
        {
            new Span<A>(y + (r * step), (int)length).Clear();
        }
    }
}
