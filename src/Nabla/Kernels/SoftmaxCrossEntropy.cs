using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Cross-entropy of softmax(logits) and labels, with its gradient, in one visit of each row; floating-point numbers.</summary>
/// <remarks>Rows are contiguous. Stable over the whole range: the logarithm is taken of the sum, never of a probability.</remarks>
public static class SoftmaxCrossEntropy
{
    /// <summary>loss = Σ labels·(ln Σ exp(logits) − logits), for labels that are shares.</summary>
    /// <param name="logits">Row-major [rows, length].</param>
    /// <param name="labels">Row-major [rows, length]; where a label is 0 its term is 0.</param>
    /// <param name="length">Number of classes.</param>
    /// <param name="loss">[rows].</param>
    /// <param name="gradient">[rows, length]: softmax(logits) − labels, what a gradient 1 of the loss is for the logits where the labels of a row sum to 1; or empty.</param>
    public static void Dense<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> labels, long length, Span<T> loss, Span<T> gradient)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            DenseWork(Cast<T, float>(logits), Cast<T, float>(labels), length, Reduce.As<T, float>(loss), Reduce.As<T, float>(gradient));
        }
        else if (typeof(T) == typeof(double))
        {
            DenseWork(Cast<T, double>(logits), Cast<T, double>(labels), length, Reduce.As<T, double>(loss), Reduce.As<T, double>(gradient));
        }
        else if (Widen.Needed<T>())
        {
            using Scratch<float> x = new(logits.Length), y = new(labels.Length), l = new(loss.Length), g = new(gradient.Length);
            Widen.Up(logits, x.Span);
            Widen.Up(labels, y.Span);
            DenseWork(x.Span, y.Span, length, l.Span, g.Span);
            Widen.Down(l.Span, loss);
            Widen.Down(g.Span, gradient);
        }
        else
        {
            throw Widen.Refusal<T>("SoftmaxCrossEntropy");
        }
    }

    /// <summary>loss = ln Σ exp(logits) − logits[label], for labels that are class numbers.</summary>
    /// <param name="logits">Row-major [rows, length].</param>
    /// <param name="labels">[rows].</param>
    /// <param name="length">Number of classes.</param>
    /// <param name="loss">[rows].</param>
    /// <param name="gradient">[rows, length]: softmax(logits), less 1 at the label; or empty.</param>
    /// <param name="ignored">A label whose rows have loss and gradient 0; it may be outside the classes.</param>
    /// <exception cref="ArgumentException">A label is not a class.</exception>
    public static void Sparse<T, TIndex>(ReadOnlySpan<T> logits, ReadOnlySpan<TIndex> labels, long length, Span<T> loss, Span<T> gradient,
        long? ignored = null)
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        if (ignored is null)
        {
            Indices.Check(labels, length, fromEnd: false, "SparseCategoricalCrossentropy");
        }
        else
        {
            foreach (TIndex label in labels)
            {
                if (long.CreateTruncating(label) != ignored)
                {
                    Indices.Check([label], length, fromEnd: false, "SparseCategoricalCrossentropy");
                }
            }
        }

        if (typeof(T) == typeof(float))
        {
            SparseWork(Cast<T, float>(logits), labels, length, Reduce.As<T, float>(loss), Reduce.As<T, float>(gradient), ignored ?? -1);
        }
        else if (typeof(T) == typeof(double))
        {
            SparseWork(Cast<T, double>(logits), labels, length, Reduce.As<T, double>(loss), Reduce.As<T, double>(gradient), ignored ?? -1);
        }
        else if (Widen.Needed<T>())
        {
            using Scratch<float> x = new(logits.Length), l = new(loss.Length), g = new(gradient.Length);
            Widen.Up(logits, x.Span);
            SparseWork(x.Span, labels, length, l.Span, g.Span, ignored ?? -1);
            Widen.Down(l.Span, loss);
            Widen.Down(g.Span, gradient);
        }
        else
        {
            throw Widen.Refusal<T>("SoftmaxCrossEntropy");
        }
    }

    static ReadOnlySpan<A> Cast<T, A>(ReadOnlySpan<T> x)
        => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, A>(ref MemoryMarshal.GetReference(x)), x.Length);

    static unsafe void DenseWork<A>(ReadOnlySpan<A> x, ReadOnlySpan<A> labels, long length, Span<A> loss, Span<A> gradient)
        where A : unmanaged, INumber<A>
    {
        fixed (A* px = x, pl = labels, py = loss, pg = gradient)
        {
            RowJob<A, CrossEntropyWork<A>>.Run(new CrossEntropyWork<A>(px, pl, py, gradient.IsEmpty ? null : pg, length), loss.Length, length, 0.6);
        }
    }

    static unsafe void SparseWork<A, TIndex>(ReadOnlySpan<A> x, ReadOnlySpan<TIndex> labels, long length, Span<A> loss, Span<A> gradient, long ignored)
        where A : unmanaged, INumber<A>
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        fixed (A* px = x, py = loss, pg = gradient)
        {
            fixed (TIndex* pl = labels)
            {
                SparseCrossEntropyWork<A, TIndex> work = new(px, pl, py, gradient.IsEmpty ? null : pg, length, ignored);
                RowJob<A, SparseCrossEntropyWork<A, TIndex>>.Run(work, loss.Length, length, 0.4);
            }
        }
    }
}
