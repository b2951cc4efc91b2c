using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>An operand [batch, places, heads, depth] in memory; the depth lies side by side.</summary>
internal readonly unsafe struct AttentionOperand<A>(A* data, ReadOnlySpan<long> strides)
    where A : unmanaged
{
    readonly long _batch = strides[0], _head = strides[2];

    /// <summary>From a place to the next, in elements.</summary>
    public nint Place { get; } = (nint)strides[1];

    /// <summary>The depth of a head at a place.</summary>
    public A* At(long batch, long place, long head) => data + (batch * _batch) + (place * Place) + (head * _head);
}

/// <summary>What is stretched to [batch, heads, targets, sources]; strides may be zero. Without data it is not there.</summary>
internal readonly unsafe struct AttentionGrid<A>(A* data, ReadOnlySpan<long> strides)
    where A : unmanaged
{
    readonly long _batch = data == null ? 0 : strides[0], _head = data == null ? 0 : strides[1], _target = data == null ? 0 : strides[2];

    /// <summary>Whether it is there.</summary>
    public bool Exists => data != null;

    /// <summary>Whether all targets have the same row.</summary>
    public bool IsSameForTargets => _target == 0;

    /// <summary>From a source to the next, in elements.</summary>
    public long Source { get; } = data == null ? 0 : strides[3];

    /// <summary>The element of the first source wanted.</summary>
    public A* At(long batch, long head, long target, long source) => data + (batch * _batch) + (head * _head) + (target * _target) + (source * Source);
}

/// <summary>Attention: what is given, and how scores are finished.</summary>
internal unsafe struct AttentionProblem<A>
    where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
{
    /// <summary>Targets whose scores are held at once: whole tiles of products, and with <see cref="SourceBlock"/> scores that stay in L2.</summary>
    public const int TargetBlock = 96;

    /// <summary>Sources whose scores are held at once.</summary>
    public const int SourceBlock = 128;

    public long Batch, Targets, Sources, Heads, SharedHeads;
    public nint Depth, ValueDepth;
    public AttentionOperand<A> Query, Key, Value;
    public AttentionGrid<A> Bias;
    public AttentionGrid<bool> Mask;
    public A Scale;
    public bool IsCausal;

    /// <summary>[batch, targets, heads, value depth].</summary>
    public A* Y;

    /// <summary>[batch, heads, targets]: the greatest score of each target, and 1 ÷ Σ exp(score − greatest).</summary>
    public A* Greatest, Factor;

    /// <summary>The score of a hidden source: low enough to weigh nothing beside a seen one, and finite, so that a target that sees nothing is no NaN.</summary>
    public static A Low => A.MinValue * A.CreateTruncating(0.7);

    /// <summary>From a target of Y to the next, in elements.</summary>
    public readonly nint PlaceY => (nint)Heads * ValueDepth;

    /// <summary>Whether sources after a target can be left out: where a target may see nothing at all, they weigh as much as the others.</summary>
    public readonly bool LeavesOut => IsCausal && !Bias.Exists && !Mask.Exists;

    public readonly long SharedHead(long head) => head / (Heads / SharedHeads);

    public readonly A* YAt(long batch, long target, long head) => Y + (((((batch * Targets) + target) * Heads) + head) * ValueDepth);

    public readonly long Statistic(long batch, long head, long target) => (((batch * Heads) + head) * Targets) + target;

    /// <summary>Products of queries and keys: c [rows, count], rows <see cref="SourceBlock"/> apart.</summary>
    public readonly void Meet<TTile, G>(long batch, long head, long target, long rows, long source, long count, A* c)
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>
        => Multiply<TTile, G>(
            rows, count, Depth, new(Query.At(batch, target, head), Query.Place, 1), new(Key.At(batch, source, SharedHead(head)), 1, Key.Place), new(c, SourceBlock, 1), false);

    /// <summary>C = A·B, or C + A·B.</summary>
    public static void Multiply<TTile, G>(long m, long n, long k, GemmOperand<A> a, GemmOperand<A> b, GemmOperand<A> c, bool accumulate)
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>
        => new GemmPlan<TTile, A, GemmBias<G, A>>(default).Run(new() { M = (nint)m, N = (nint)n, K = (nint)k, A = a, B = b, C = c, Accumulate = accumulate });

    /// <summary>Sources of a block that a target sees by its place.</summary>
    public readonly long Visible(long target, long source, long count) => IsCausal ? Math.Clamp(target + 1 - source, 0, count) : count;

    /// <summary>The bias of a row; null where there is none. Gathered where it does not lie side by side.</summary>
    public readonly A* BiasRow(long batch, long head, long target, long source, long count, A* gathered)
    {
        if (!Bias.Exists)
        {
            return null;
        }

        A* from = Bias.At(batch, head, target, source);
        if (Bias.Source == 1)
        {
            return from;
        }

        for (long i = 0; i < count; i++)
        {
            gathered[i] = from[i * Bias.Source];
        }

        return gathered;
    }

    /// <summary>1 for each source that the mask lets be seen, else 0; null where there is no mask.</summary>
    public readonly A* SeenRow(long batch, long head, long target, long source, long count, A* gathered)
    {
        if (!Mask.Exists)
        {
            return null;
        }

        bool* from = Mask.At(batch, head, target, source);
        for (long i = 0; i < count; i++)
        {
            gathered[i] = from[i * Mask.Source] ? A.One : A.Zero;
        }

        return gathered;
    }

    /// <summary>Scores of products, in place: s·scale + bias, hidden ones <see cref="Low"/>; gives the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly A Finish<V>(A* s, long count, long visible, A* bias, A* seen)
        where V : unmanaged, IRegister<V>
    {
        V by = RowEnd.All<V, A>(Scale), low = RowEnd.All<V, A>(Low), zero = 0.0, greatest = RowEnd.All<V, A>(A.MinValue);
        long lanes = V.Count, i = 0;
        for (; i + lanes <= visible; i += lanes)
        {
            V x = RowEnd.Load<V, A>(s + i) * by;
            x = bias == null ? x : x + RowEnd.Load<V, A>(bias + i);
            x = seen == null ? x : V.SelectEqual(RowEnd.Load<V, A>(seen + i), zero, low, x);
            RowEnd.Store(s + i, x);
            greatest = V.Greatest(x, greatest);
        }

        if (i < visible)
        {
            long left = visible - i;
            V x = RowEnd.Load<V, A>(s + i, left, zero) * by;
            x = bias == null ? x : x + RowEnd.Load<V, A>(bias + i, left, zero);
            x = seen == null ? x : V.SelectEqual(RowEnd.Load<V, A>(seen + i, left, zero), zero, low, x);
            RowEnd.Store(s + i, x, left);
            x = RowEnd.Load<V, A>(s + i, left, low);
            greatest = V.Greatest(x, greatest);
        }

        for (i = visible; i < count; i++)
        {
            s[i] = Low;
        }

        A most = RowEnd.Across<V, A, GreatestFold>(greatest);
        return visible < count && most < Low ? Low : most;
    }
}
