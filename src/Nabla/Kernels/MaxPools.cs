using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>What is done with the windows of a maximum pooling.</summary>
internal enum MaxPoolTask
{
    /// <summary>y = z at the first largest element of x.</summary>
    Read,

    /// <summary>The place of the first largest element in the image, counted over places and channels.</summary>
    Place,
}

/// <summary>Maximum pooling of any real or whole numbers. A lane holds neighbouring channels.</summary>
/// <remarks>Pieces are whole images, a band of channels of each: cut by shape.</remarks>
internal static unsafe class MaxPools
{
    private const nint Band = 64;

    /// <summary>y[n, o, c] = max of x over the window of o.</summary>
    public static void Value<T>(in PoolShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        fixed (T* px = x, py = y)
        {
            new MaxPoolLoop<T> { Shape = shape, X = px, Y = py, Lowest = Lowest<T>() }.RunAll();
        }
    }

    /// <summary>dx = 0, then dx[n, i, c] += dy[n, o, c] for the first largest i of each window.</summary>
    /// <param name="shape">Lengths; windows must not overlap for <paramref name="positive"/>.</param>
    /// <param name="x">What was pooled.</param>
    /// <param name="dy">The gradient of the maxima.</param>
    /// <param name="dx">The gradient of x.</param>
    /// <param name="positive">Whether only maxima above zero count: x is what relu gave, and dx the gradient of what it was given.</param>
    public static void Spread<T>(in PoolShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, bool positive = false)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        fixed (T* px = x, py = dy, pz = dx)
        {
            if (!dx.IsEmpty)
            {
                new MaxPoolLoop<T> { Shape = shape, X = px, Y = py, Z = pz, Positive = positive }.RunAll();
            }
        }
    }

    /// <summary>y[n, o, c] = z[n, i, c] for the first largest i of x in each window; 0 for windows without elements.</summary>
    public static void Read<T>(in PoolShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> z, Span<T> y)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        fixed (T* px = x, py = y, pz = z)
        {
            Run(new Job<T> { Shape = shape, Task = MaxPoolTask.Read, X = px, Y = py, Z = pz });
        }
    }

    /// <summary>The place of each maximum: (place · channels + channel), counted in its image or in the whole batch; 0 for windows without elements.</summary>
    public static void Place<T>(in PoolShape shape, ReadOnlySpan<T> x, Span<long> places, bool inBatch)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        fixed (T* px = x)
        fixed (long* p = places)
        {
            Run(new Job<T> { Shape = shape, Task = MaxPoolTask.Place, X = px, Places = p, InBatch = inBatch });
        }
    }

    private static T Lowest<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(double.NegativeInfinity) : T.MinValue;

    private static void Run<T>(Job<T> job)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (job.Shape.Places * job.Shape.Channels > 0)
        {
            nint bands = (job.Shape.Channels + Band - 1) / Band;
            Workers.Run(job, checked((int)(job.Shape.Batch * bands)), 0.3 * job.Shape.Places * job.Shape.Channels * job.Shape.Window.Size);
        }
    }

    private struct Job<T> : IPieces
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public PoolShape Shape;
        public MaxPoolTask Task;
        public T* X;
        public T* Y;
        public T* Z;
        public long* Places;
        public bool InBatch;

        [SkipLocalsInit]
        public readonly void Run(int piece)
        {
            nint channels = Shape.Channels, bands = (channels + Band - 1) / Band, image = piece / bands, first = piece % bands * Band;
            int width = (int)Math.Min(Band, channels - first);
            T* x = X + (image * Shape.Input.Size * channels) + first;
            T* most = stackalloc T[(int)Band], rest = stackalloc T[(int)Band];
            using Scratch<nint> inside = new(Shape.Window.Size);
            for (nint place = 0; place < Shape.Output.Size; place++)
            {
                var window = inside.Span[..(int)Shape.Inside(Shape.Output.At(place), inside.Span)];
                nint at = (((image * Shape.Output.Size) + place) * channels) + first;
                new Span<T>(most, width).Fill(Lowest<T>());
                foreach (nint i in window)
                {
                    Larger(most, x + (i * channels), width);
                }

                switch (Task)
                {
                    case MaxPoolTask.Read:
                        Read(window, image, first, width, x, most, rest, Y + at);
                        break;
                    case MaxPoolTask.Place:
                        Locate(window, image, first, width, x, most, Places + at);
                        break;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Larger(T* most, T* x, int width)
        {
            int c = 0;
            for (; c + Vector<T>.Count <= width; c += Vector<T>.Count)
            {
                Vector<T> old = Vector.Load(most + c), now = Vector.Load(x + c);
                Vector<T> stays = Vector.GreaterThanOrEqual(old, now) | ~Vector.Equals(old, old);
                Vector.ConditionalSelect(stays, old, now).Store(most + c);
            }

            for (; c < width; c++)
            {
                most[c] = most[c] >= x[c] || T.IsNaN(most[c]) ? most[c] : x[c];
            }
        }

        private readonly void Read(ReadOnlySpan<nint> window, nint image, nint first, int width, T* x, T* most, T* rest, T* y)
        {
            new Span<T>(rest, width).Clear();
            new Span<T>(y, width).Clear();
            T* z = Z + (image * Shape.Input.Size * Shape.Channels) + first;
            foreach (nint i in window)
            {
                T* from = x + (i * Shape.Channels), value = z + (i * Shape.Channels);
                for (int c = 0; c < width; c++)
                {
                    if (from[c] == most[c] && rest[c] == T.Zero)
                    {
                        (y[c], rest[c]) = (value[c], T.One);
                    }
                }
            }
        }

        private readonly void Locate(ReadOnlySpan<nint> window, nint image, nint first, int width, T* x, T* most, long* places)
        {
            long start = InBatch ? image * Shape.Input.Size : 0;
            for (int c = 0; c < width; c++)
            {
                nint found = window.IsEmpty ? 0 : window[0];
                foreach (nint i in window)
                {
                    T value = x[(i * Shape.Channels) + c];
                    if (value == most[c] || (T.IsNaN(value) && T.IsNaN(most[c])))
                    {
                        found = i;
                        break;
                    }
                }

                places[c] = ((start + found) * Shape.Channels) + first + c;
            }
        }
    }
}
