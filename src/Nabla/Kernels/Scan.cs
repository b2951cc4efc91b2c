using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>What a scan joins.</summary>
public enum ScanKind
{
    /// <summary>Running sums.</summary>
    Sum,

    /// <summary>Running products.</summary>
    Product,

    /// <summary>Running greatest elements; NaN stays from where it comes.</summary>
    Max,

    /// <summary>Running least elements; NaN stays from where it comes.</summary>
    Min,
}

/// <summary>Running sums, products and extremes along an axis, any numbers.</summary>
/// <remarks>Element i is joined to all before it in order, as NumPy and TensorFlow do; integers wrap; 16-bit floats are carried in float32 and rounded for
/// each element.</remarks>
public static class Scan
{
    /// <summary>yᵢ = x₀ ∘ x₁ ∘ … ∘ xᵢ along an axis.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that is walked.</param>
    /// <param name="kind">What ∘ is.</param>
    /// <param name="exclusive">True: xᵢ itself is left out; y₀ is 0, 1, −∞ (or the least number) or +∞ (or the greatest).</param>
    /// <param name="reverse">True: from the end of the axis.</param>
    /// <param name="y">Row-major result.</param>
    public static void Run<T>(View<T> x, int axis, ScanKind kind, bool exclusive, bool reverse, Span<T> y)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            return;
        }

        if (typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16))
        {
            using Scratch<T> dense = new(y.Length);
            using Scratch<float> wide = new(y.Length);
            Copy.ToContiguous(x, dense.Span);
            Widen.Up<T>(dense.Span, wide.Span);
            new Task<float>(wide.Span, x.Lengths, axis, kind, exclusive, reverse).Run<float, Native<float>>();
            Widen.Down<T>(wide.Span, y);
            return;
        }

        Copy.ToContiguous(x, y);
        Numeric.Dispatch<T, Task<T>>(new Task<T>(y, x.Lengths, axis, kind, exclusive, reverse));
    }

    readonly ref struct Task<T>(Span<T> y, ReadOnlySpan<long> lengths, int axis, ScanKind kind, bool exclusive, bool reverse) : INumericTask
        where T : unmanaged
    {
        readonly Span<T> _y = y;
        readonly ReadOnlySpan<long> _lengths = lengths;

        public unsafe void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            long outer = Strides.Product(_lengths[..axis]), length = _lengths[axis], inner = Strides.Product(_lengths[(axis + 1)..]);
            fixed (T* py = _y)
            {
                ScanJob<E, TArithmetic> job = new((E*)py, outer, length, inner, kind, exclusive, reverse);
                Workers.Run(job, job.Pieces, _y.Length * 1.5);
            }
        }
    }
}

/// <summary>Scans [outer, length, inner] in place; a unit is up to 256 neighbouring columns, or one row.</summary>
internal readonly unsafe struct ScanJob<T, TArithmetic>(T* y, long outer, long length, long inner, ScanKind kind, bool exclusive, bool reverse) : IPieces
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    const long Width = 256;

    readonly long _strips = (inner + Width - 1) / Width;

    /// <summary>Number of pieces.</summary>
    public int Pieces => Cut.Pieces(outer * _strips, outer * length * inner);

    /// <inheritdoc/>
    public void Run(int piece)
    {
        (long unit, long end) = Cut.Range(outer * _strips, Pieces, piece);
        for (; unit < end; unit++)
        {
            long column = unit % _strips * Width;
            T* from = y + (unit / _strips * length * inner) + column + (reverse ? (length - 1) * inner : 0);
            long columns = Math.Min(Width, inner - column), step = reverse ? -inner : inner;
            switch (kind)
            {
                case ScanKind.Sum:
                    Columns<Sums>(from, step, columns, TArithmetic.Zero);
                    break;
                case ScanKind.Product:
                    Columns<Products>(from, step, columns, TArithmetic.One);
                    break;
                case ScanKind.Max:
                    Columns<Greatest>(from, step, columns, TArithmetic.Lowest);
                    break;
                default:
                    Columns<Least>(from, step, columns, TArithmetic.Highest);
                    break;
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Columns<TJoin>(T* at, long step, long columns, T start)
        where TJoin : struct, IJoin
    {
        if (columns == 1)
        {
            T joined = exclusive ? start : *at;
            for (long i = 0; i < length; i++, at += step)
            {
                T value = *at;
                if (exclusive)
                {
                    *at = joined;
                    joined = TJoin.Join(joined, value);
                }
                else
                {
                    joined = i == 0 ? value : TJoin.Join(joined, value);
                    *at = joined;
                }
            }

            return;
        }

        T* carried = stackalloc T[(int)Width];
        new Span<T>(carried, (int)columns).Fill(start);
        for (long i = 0; i < length; i++, at += step)
        {
            for (long k = 0; k < columns; k++)
            {
                T joined = i == 0 && !exclusive ? at[k] : TJoin.Join(carried[k], at[k]);
                at[k] = exclusive ? carried[k] : joined;
                carried[k] = joined;
            }
        }
    }

    interface IJoin
    {
        static abstract T Join(T x, T y);
    }

    struct Sums : IJoin
    {
        public static T Join(T x, T y) => TArithmetic.Add(x, y);
    }

    struct Products : IJoin
    {
        public static T Join(T x, T y) => TArithmetic.Multiply(x, y);
    }

    struct Greatest : IJoin
    {
        public static T Join(T x, T y) => TArithmetic.Max(x, y);
    }

    struct Least : IJoin
    {
        public static T Join(T x, T y) => TArithmetic.Min(x, y);
    }
}
