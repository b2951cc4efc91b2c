namespace Nabla.Kernels;

/// <summary>Linear recurrences along an axis, any numbers.</summary>
/// <remarks>Steps are taken in order; integers wrap; 16-bit floats are carried in float32 and rounded for each element.</remarks>
public static class Recurrence
{
    /// <summary>yᵢ = bᵢ + aᵢ · yᵢ₋₁ along an axis, from y₋₁ = 0: the first a does not matter.</summary>
    /// <param name="a">Factors.</param>
    /// <param name="b">What is added, of the same lengths.</param>
    /// <param name="axis">The axis that is walked.</param>
    /// <param name="reverse">True: from the end of the axis, yᵢ = bᵢ + aᵢ · yᵢ₊₁.</param>
    /// <param name="y">Row-major result.</param>
    public static void Run<T>(View<T> a, View<T> b, int axis, bool reverse, Span<T> y)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            return;
        }

        using Scratch<T> factors = new(y.Length);
        Copy.ToContiguous(a, factors.Span);
        Copy.ToContiguous(b, y);
        if (typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16))
        {
            using Scratch<float> wideFactors = new(y.Length), wide = new(y.Length);
            Widen.Up<T>(factors.Span, wideFactors.Span);
            Widen.Up<T>(y, wide.Span);
            new Task<float>(wideFactors.Span, wide.Span, b.Lengths, axis, reverse).Run<float, Native<float>>();
            Widen.Down<T>(wide.Span, y);
            return;
        }

        Numeric.Dispatch<T, Task<T>>(new Task<T>(factors.Span, y, b.Lengths, axis, reverse));
    }

    readonly ref struct Task<T>(ReadOnlySpan<T> a, Span<T> y, ReadOnlySpan<long> lengths, int axis, bool reverse) : INumericTask
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> _a = a;
        readonly Span<T> _y = y;
        readonly ReadOnlySpan<long> _lengths = lengths;

        public unsafe void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            long outer = Strides.Product(_lengths[..axis]), length = _lengths[axis], inner = Strides.Product(_lengths[(axis + 1)..]);
            fixed (T* pa = _a, py = _y)
            {
                RecurrenceJob<E, TArithmetic> job = new((E*)pa, (E*)py, outer, length, inner, reverse);
                Workers.Run(job, job.Pieces, _y.Length * 2.0);
            }
        }
    }
}

/// <summary>Walks [outer, length, inner] in place; a unit is one row of neighbouring columns.</summary>
internal readonly unsafe struct RecurrenceJob<T, TArithmetic>(T* a, T* y, long outer, long length, long inner, bool reverse) : IPieces
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    /// <summary>Number of pieces.</summary>
    public int Pieces => Cut.Pieces(outer, outer * length * inner);

    /// <inheritdoc/>
    public void Run(int piece)
    {
        (long unit, long end) = Cut.Range(outer, Pieces, piece);
        long step = reverse ? -inner : inner;
        for (; unit < end; unit++)
        {
            long at = (unit * length * inner) + (reverse ? (length - 1) * inner : 0);
            for (long i = 1; i < length; i++)
            {
                at += step;
                for (long k = 0; k < inner; k++)
                {
                    y[at + k] = TArithmetic.Add(y[at + k], TArithmetic.Multiply(a[at + k], y[at + k - step]));
                }
            }
        }
    }
}
