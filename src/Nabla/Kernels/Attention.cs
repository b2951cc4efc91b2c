using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Attention by scaled dot products, block by block: the matrix of scores is never in memory; float and double.</summary>
/// <remarks>Work is cut by shape and each sum has one order, so that the bits do not depend on threads.</remarks>
public static unsafe class Attention
{
    /// <summary>y = softmax(scale·query·keyᵀ + bias)·value for each head.</summary>
    /// <param name="query">[batch, targets, heads, depth]; the last stride is 1.</param>
    /// <param name="key">[batch, sources, shared heads, depth]; likewise. Neighbouring heads share one.</param>
    /// <param name="value">[batch, sources, shared heads, value depth]; likewise.</param>
    /// <param name="bias">[batch, heads, targets, sources], any strides; a view of empty storage for none.</param>
    /// <param name="mask">Likewise: false where a source is hidden.</param>
    /// <param name="scale">Factor of the products.</param>
    /// <param name="isCausal">Whether a target sees sources up to its own place only.</param>
    /// <param name="y">[batch, targets, heads, value depth].</param>
    /// <param name="greatest">[batch, heads, targets]: the greatest score.</param>
    /// <param name="factor">[batch, heads, targets]: 1 ÷ Σ exp(score − greatest).</param>
    public static void Run<T>(View<T> query, View<T> key, View<T> value, View<T> bias, View<bool> mask, double scale, bool isCausal, Span<T> y, Span<T> greatest, Span<T> factor)
        where T : unmanaged
    {
        if (y.IsEmpty && greatest.IsEmpty)
        {
            return;
        }

        fixed (T* pq = query.Storage, pk = key.Storage, pv = value.Storage, pb = bias.Storage, py = y, pg = greatest, pf = factor)
        fixed (bool* pm = mask.Storage)
        {
            if (typeof(T) == typeof(float))
            {
                Forward(Problem((float*)pq, (float*)pk, (float*)pv, (float*)pb, pm, query, key, value, bias, mask, scale, isCausal, (float*)py, (float*)pg, (float*)pf));
            }
            else if (typeof(T) == typeof(double))
            {
                Forward(Problem((double*)pq, (double*)pk, (double*)pv, (double*)pb, pm, query, key, value, bias, mask, scale, isCausal, (double*)py, (double*)pg, (double*)pf));
            }
            else
            {
                throw Widen.Refusal<T>("Attention");
            }
        }
    }

    /// <summary>The gradients of query, key and value.</summary>
    /// <param name="query">As given to <see cref="Run"/>.</param>
    /// <param name="key">As given to <see cref="Run"/>.</param>
    /// <param name="value">As given to <see cref="Run"/>.</param>
    /// <param name="bias">As given to <see cref="Run"/>.</param>
    /// <param name="mask">As given to <see cref="Run"/>.</param>
    /// <param name="scale">As given to <see cref="Run"/>.</param>
    /// <param name="isCausal">As given to <see cref="Run"/>.</param>
    /// <param name="y">As written by <see cref="Run"/>.</param>
    /// <param name="greatest">As written by <see cref="Run"/>.</param>
    /// <param name="factor">As written by <see cref="Run"/>.</param>
    /// <param name="dy">[batch, targets, heads, value depth]; the last stride is 1.</param>
    /// <param name="dQuery">[batch, targets, heads, depth].</param>
    /// <param name="dKey">[batch, sources, shared heads, depth].</param>
    /// <param name="dValue">[batch, sources, shared heads, value depth].</param>
    public static void Gradient<T>(View<T> query, View<T> key, View<T> value, View<T> bias, View<bool> mask, double scale, bool isCausal, Span<T> y, Span<T> greatest, Span<T> factor,
        View<T> dy, Span<T> dQuery, Span<T> dKey, Span<T> dValue)
        where T : unmanaged
    {
        if (dQuery.IsEmpty && dKey.IsEmpty && dValue.IsEmpty)
        {
            return;
        }

        fixed (T* pq = query.Storage, pk = key.Storage, pv = value.Storage, pb = bias.Storage, py = y, pg = greatest, pf = factor, pd = dy.Storage, pdq = dQuery, pdk = dKey, pdv = dValue)
        fixed (bool* pm = mask.Storage)
        {
            if (typeof(T) == typeof(float))
            {
                Backward(
                    Problem((float*)pq, (float*)pk, (float*)pv, (float*)pb, pm, query, key, value, bias, mask, scale, isCausal, (float*)py, (float*)pg, (float*)pf),
                    new((float*)pd + dy.Offset, dy.Strides), (float*)pdq, (float*)pdk, (float*)pdv);
            }
            else if (typeof(T) == typeof(double))
            {
                Backward(
                    Problem((double*)pq, (double*)pk, (double*)pv, (double*)pb, pm, query, key, value, bias, mask, scale, isCausal, (double*)py, (double*)pg, (double*)pf),
                    new((double*)pd + dy.Offset, dy.Strides), (double*)pdq, (double*)pdk, (double*)pdv);
            }
            else
            {
                throw Widen.Refusal<T>("Attention");
            }
        }
    }

    static AttentionProblem<A> Problem<A, T>(A* pq, A* pk, A* pv, A* pb, bool* pm, View<T> query, View<T> key, View<T> value, View<T> bias, View<bool> mask, double scale, bool isCausal, A* py, A* pg, A* pf)
        where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
        where T : unmanaged
        => new()
        {
            Batch = query.Lengths[0],
            Targets = query.Lengths[1],
            Heads = query.Lengths[2],
            Depth = (nint)query.Lengths[3],
            Sources = key.Lengths[1],
            SharedHeads = key.Lengths[2],
            ValueDepth = (nint)value.Lengths[3],
            Query = new(pq + query.Offset, query.Strides),
            Key = new(pk + key.Offset, key.Strides),
            Value = new(pv + value.Offset, value.Strides),
            Bias = new(pb == null ? null : pb + bias.Offset, bias.Strides),
            Mask = new(pm == null ? null : pm + mask.Offset, mask.Strides),
            Scale = A.CreateTruncating(scale),
            IsCausal = isCausal,
            Y = py,
            Greatest = pg,
            Factor = pf,
        };

    static void Forward<A>(AttentionProblem<A> problem)
        where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
    {
        AttentionForward<A> work = new(problem);
        double products = (double)Math.Min(problem.Targets, AttentionProblem<A>.TargetBlock) * problem.Sources * (problem.Depth + problem.ValueDepth + 8);
        AttentionJob<A, AttentionForward<A>>.Run(work, problem.Batch * problem.Heads * work.Blocks, products);
    }

    static void Backward<A>(AttentionProblem<A> problem, AttentionOperand<A> dy, A* dQuery, A* dKey, A* dValue)
        where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
    {
        double products = (double)problem.Targets * problem.Sources * problem.Heads / problem.SharedHeads * ((3 * problem.Depth) + (2 * problem.ValueDepth) + 16);
        AttentionJob<A, AttentionBackward<A>>.Run(new(problem, dy, dQuery, dKey, dValue), problem.Batch * problem.SharedHeads, products);
    }
}
