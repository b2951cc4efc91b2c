using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Average pooling: the mean of those elements of a window that lie inside. A lane holds neighbouring channels.</summary>
internal static unsafe class AveragePools
{
    private const nint Band = 256;

    /// <summary>y[n, o, c] = mean of x over the window of o; 0 for windows without elements.</summary>
    public static void Value<T>(in PoolShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        fixed (T* px = x, py = y)
        {
            Run(new Job<T> { Shape = shape, X = px, Y = py });
        }
    }

    /// <summary>dx[n, i, c] = Σ dy[n, o, c] ÷ elements of o, over the windows that hold i.</summary>
    public static void Spread<T>(in PoolShape shape, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, INumber<T>
    {
        dx.Clear();
        fixed (T* py = dy, px = dx)
        {
            Run(new Job<T> { Shape = shape, X = px, Y = py, IsGradient = true });
        }
    }

    private static void Run<T>(Job<T> job)
        where T : unmanaged, INumber<T>
    {
        if (job.Shape.Places * job.Shape.Channels > 0)
        {
            nint bands = (job.Shape.Channels + Band - 1) / Band;
            Workers.Run(job, checked((int)(job.Shape.Batch * bands)), 0.2 * job.Shape.Places * job.Shape.Channels * job.Shape.Window.Size);
        }
    }

    private struct Job<T> : IPieces
        where T : unmanaged, INumber<T>
    {
        public PoolShape Shape;
        public T* X;
        public T* Y;
        public bool IsGradient;

        [SkipLocalsInit]
        public readonly void Run(int piece)
        {
            nint channels = Shape.Channels, bands = (channels + Band - 1) / Band, image = piece / bands, first = piece % bands * Band;
            int width = (int)Math.Min(Band, channels - first);
            T* x = X + (image * Shape.Input.Size * channels) + first, share = stackalloc T[(int)Band];
            using Scratch<nint> inside = new(Shape.Window.Size);
            for (nint place = 0; place < Shape.Output.Size; place++)
            {
                var window = inside.Span[..(int)Shape.Inside(Shape.Output.At(place), inside.Span)];
                T* y = Y + (((image * Shape.Output.Size) + place) * channels) + first;
                T part = window.IsEmpty ? T.Zero : T.CreateTruncating(window.Length);
                if (!IsGradient)
                {
                    new Span<T>(y, width).Clear();
                    foreach (nint i in window)
                    {
                        Add(y, x + (i * channels), width);
                    }

                    Divide(y, y, part, width);
                    continue;
                }

                Divide(y, share, part, width);
                foreach (nint i in window)
                {
                    Add(x + (i * channels), share, width);
                }
            }
        }

        private static void Add(T* sum, T* x, int width)
        {
            int c = 0;
            for (; c + Vector<T>.Count <= width; c += Vector<T>.Count)
            {
                (Vector.Load(sum + c) + Vector.Load(x + c)).Store(sum + c);
            }

            for (; c < width; c++)
            {
                sum[c] += x[c];
            }
        }

        private static void Divide(T* x, T* y, T by, int width)
        {
            for (int c = 0; c < width; c++)
            {
                y[c] = by == T.Zero ? T.Zero : x[c] / by;
            }
        }
    }
}
