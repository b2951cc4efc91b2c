using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>A block of targets of one head: sources pass by in blocks, and what was summed is scaled down when a greater score appears.</summary>
/// <remarks>Online softmax: Milakov and Gimelshein, 2018; blocks: Dao and others, 2022.</remarks>
internal readonly unsafe struct AttentionForward<A>(AttentionProblem<A> problem) : IAttentionWork<A>
    where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
{
    const int Targets = AttentionProblem<A>.TargetBlock, Sources = AttentionProblem<A>.SourceBlock;

    readonly AttentionProblem<A> _problem = problem;

    /// <inheritdoc/>
    public static nint Memory => (Targets * Sources) + (2 * Targets) + (2 * Sources);

    /// <summary>Blocks of targets.</summary>
    public long Blocks => (_problem.Targets + Targets - 1) / Targets;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Unit<V, TTile, G>(long unit, A* memory)
        where V : unmanaged, IRegister<V>
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>
    {
        var p = _problem;
        (unit, long block) = Math.DivRem(unit, Blocks);
        (long batch, long head) = Math.DivRem(unit, p.Heads);
        long first = block * Targets, rows = Math.Min(Targets, p.Targets - first), end = p.LeavesOut ? Math.Min(p.Sources, first + rows) : p.Sources;
        A* tops = memory + (Targets * Sources), sums = tops + Targets, biasRow = sums + Targets, seenRow = biasRow + Sources;
        new Span<A>(tops, (int)rows).Fill(A.MinValue);
        new Span<A>(sums, (int)rows).Clear();
        for (long source = 0; source < end; source += Sources)
        {
            long count = Math.Min(Sources, end - source);
            p.Meet<TTile, G>(batch, head, first, rows, source, count, memory);
            for (long r = 0; r < rows; r++)
            {
                A* s = memory + (r * Sources);
                A* bias = p.BiasRow(batch, head, first + r, source, count, biasRow);
                A* seen = r > 0 && p.Mask is { Exists: true, IsSameForTargets: true } ? seenRow : p.SeenRow(batch, head, first + r, source, count, seenRow);
                A former = tops[r], now = A.Max(former, p.Finish<V>(s, count, p.Visible(first + r, source, count), bias, seen));
                A sum = RowSums.ExpSum<V, A>(s, now, count, s);
                if (source > 0 && now != former)
                {
                    V by = V.Exp(RowEnd.All<V, A>(former - now));
                    Scale(p.YAt(batch, first + r, head), by, p.ValueDepth);
                    sums[r] *= *(A*)&by;
                }

                tops[r] = now;
                sums[r] += sum;
            }

            AttentionProblem<A>.Multiply<TTile, G>(
                rows, p.ValueDepth, count, new(memory, Sources, 1), new(p.Value.At(batch, source, p.SharedHead(head)), p.Value.Place, 1),
                new(p.YAt(batch, first, head), p.PlaceY, 1), source > 0);
        }

        for (long r = 0; r < rows; r++)
        {
            A* y = p.YAt(batch, first + r, head);
            long at = p.Statistic(batch, head, first + r);
            p.Greatest[at] = tops[r];
            p.Factor[at] = p.Sources == 0 ? A.Zero : A.One / sums[r];
            if (p.Sources == 0)
            {
                new Span<A>(y, (int)p.ValueDepth).Clear();
            }
            else
            {
                Scale(y, RowEnd.All<V, A>(p.Factor[at]), p.ValueDepth);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Scale<V>(A* y, V by, long length)
        where V : unmanaged, IRegister<V>
    {
        long lanes = V.Count, i = 0;
        for (; i + lanes <= length; i += lanes)
        {
            RowEnd.Store(y + i, RowEnd.Load<V, A>(y + i) * by);
        }

        if (i < length)
        {
            RowEnd.Store(y + i, RowEnd.Load<V, A>(y + i, length - i, by) * by, length - i);
        }
    }
}
