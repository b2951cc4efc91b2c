using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Figures of each channel over all rows of a row-major [rows, channels]: what batch normalisation needs, each in one visit of memory.</summary>
/// <remarks>Rows are cut into blocks by shape. A block's sums lie over some rows side by side, so that few channels fill registers too; blocks are joined in order, in double.
/// The variance is that of Chan, Golub and LeVeque: each block about its own mean, in L1, then joined about the mean of all.</remarks>
internal static unsafe class ChannelSums
{
    private const nint BlockElements = 1 << 13;

    /// <summary>mean = Σ x ÷ rows, variance = Σ (x − mean)² ÷ rows.</summary>
    public static void Moments<T>(ReadOnlySpan<T> x, nint channels, Span<T> mean, Span<T> variance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x)
        {
            Job<T> job = Job<T>.Of(px, null, null, x.Length, channels);
            byte[] rented = GemmMemory.Rent(Math.Max(job.Blocks * 2 * channels * sizeof(T), 1));
            try
            {
                job.Sums = (T*)GemmMemory.Start(rented);
                job.RunAll();
                for (nint c = 0; c < channels; c++)
                {
                    double sum = 0, spread = 0;
                    for (nint block = 0; block < job.Blocks; block++)
                    {
                        sum += double.CreateTruncating(job.Of(block, 0, c)) * job.RowsOf(block);
                    }

                    double center = sum / job.Rows;
                    for (nint block = 0; block < job.Blocks; block++)
                    {
                        double away = double.CreateTruncating(job.Of(block, 0, c)) - center;
                        spread += double.CreateTruncating(job.Of(block, 1, c)) + (away * away * job.RowsOf(block));
                    }

                    mean[(int)c] = T.CreateTruncating(center);
                    variance[(int)c] = T.CreateTruncating(spread / job.Rows);
                }
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }

    /// <summary>sum = Σ d, product = Σ d·(x − mean).</summary>
    public static void Products<T>(ReadOnlySpan<T> d, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, Span<T> sum, Span<T> product)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint channels = mean.Length;
        fixed (T* px = x, pd = d, pm = mean)
        {
            Job<T> job = Job<T>.Of(px, pd, pm, x.Length, channels);
            byte[] rented = GemmMemory.Rent(Math.Max(job.Blocks * 2 * channels * sizeof(T), 1));
            try
            {
                job.Sums = (T*)GemmMemory.Start(rented);
                job.RunAll();
                for (nint c = 0; c < channels; c++)
                {
                    double first = 0, second = 0;
                    for (nint block = 0; block < job.Blocks; block++)
                    {
                        first += double.CreateTruncating(job.Of(block, 0, c));
                        second += double.CreateTruncating(job.Of(block, 1, c));
                    }

                    sum[(int)c] = T.CreateTruncating(first);
                    product[(int)c] = T.CreateTruncating(second);
                }
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }

    private struct Job<T> : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T* Sums;
        public nint Rows;
        private T* _x;
        private T* _d;
        private T* _mean;
        private nint _channels;
        private nint _across;
        private nint _blockRows;

        public readonly nint Blocks => Rows == 0 ? 0 : (Rows + _blockRows - 1) / _blockRows;

        public static Job<T> Of(T* x, T* d, T* mean, nint length, nint channels)
        {
            // Rows side by side: at least 64 elements, so that sums of neighbouring registers do not wait for each other.
            nint across = Math.Clamp(64 / Math.Max(channels, 1), 1, 64), rows = channels == 0 ? 0 : length / channels;
            nint blockRows = Math.Max(BlockElements / Math.Max(channels, 1) / across * across, across);
            return new() { _x = x, _d = d, _mean = mean, Rows = rows, _channels = channels, _across = across, _blockRows = blockRows };
        }

        public readonly nint RowsOf(nint block) => Math.Min(_blockRows, Rows - (block * _blockRows));

        public readonly T Of(nint block, nint kind, nint channel) => Sums[(((block * 2) + kind) * _channels) + channel];

        public readonly void RunAll() => Workers.Run(this, checked((int)Blocks), 0.15 * Rows * _channels);

        [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int piece)
        {
            nint rows = RowsOf(piece), wide = _across * _channels, whole = rows / _across, rest = rows % _across * _channels, at = piece * _blockRows * _channels;
            T* first = (T*)GemmMemory.Own(3 * wide * sizeof(T)), second = first + wide, center = second + wide;
            new Span<T>(first, (int)(2 * wide)).Clear();
            T* x = _x + at;
            if (_d == null)
            {
                for (nint r = 0; r <= whole; r++)
                {
                    Add(first, x + (r * wide), r < whole ? wide : rest);
                }

                Fold(first, wide);
                for (nint c = 0; c < _channels; c++)
                {
                    first[c] /= T.CreateTruncating(rows);
                }

                Repeat(first, center, wide);
                for (nint r = 0; r <= whole; r++)
                {
                    AddSquares(second, x + (r * wide), center, r < whole ? wide : rest);
                }
            }
            else
            {
                T* d = _d + at;
                Repeat(_mean, center, wide);
                for (nint r = 0; r <= whole; r++)
                {
                    nint count = r < whole ? wide : rest;
                    Add(first, d + (r * wide), count);
                    AddProducts(second, d + (r * wide), x + (r * wide), center, count);
                }

                Fold(first, wide);
            }

            Fold(second, wide);
            T* sums = Sums + (piece * 2 * _channels);
            new Span<T>(first, (int)_channels).CopyTo(new Span<T>(sums, (int)_channels));
            new Span<T>(second, (int)_channels).CopyTo(new Span<T>(sums + _channels, (int)_channels));
        }

        private readonly void Repeat(T* from, T* to, nint wide)
        {
            for (nint i = 0; i < wide; i += _channels)
            {
                new Span<T>(from, (int)_channels).CopyTo(new Span<T>(to + i, (int)_channels));
            }
        }

        // Rows side by side become one.
        private readonly void Fold(T* sums, nint wide)
        {
            for (nint i = _channels; i < wide; i += _channels)
            {
                Add(sums, sums + i, _channels);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(T* sum, T* x, nint count)
        {
            nint i = 0;
            for (; i + Vector<T>.Count <= count; i += Vector<T>.Count)
            {
                (Vector.Load(sum + i) + Vector.Load(x + i)).Store(sum + i);
            }

            for (; i < count; i++)
            {
                sum[i] += x[i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void AddSquares(T* sum, T* x, T* center, nint count)
        {
            nint i = 0;
            for (; i + Vector<T>.Count <= count; i += Vector<T>.Count)
            {
                Vector<T> away = Vector.Load(x + i) - Vector.Load(center + i);
                (Vector.Load(sum + i) + (away * away)).Store(sum + i);
            }

            for (; i < count; i++)
            {
                sum[i] += (x[i] - center[i]) * (x[i] - center[i]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void AddProducts(T* sum, T* d, T* x, T* center, nint count)
        {
            nint i = 0;
            for (; i + Vector<T>.Count <= count; i += Vector<T>.Count)
            {
                (Vector.Load(sum + i) + (Vector.Load(d + i) * (Vector.Load(x + i) - Vector.Load(center + i)))).Store(sum + i);
            }

            for (; i < count; i++)
            {
                sum[i] += d[i] * (x[i] - center[i]);
            }
        }
    }
}
