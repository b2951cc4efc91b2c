using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Where the largest sum of an element and its tap lies in each window.</summary>
internal static unsafe class DilationPlaces
{
    /// <summary>For each output the place in x, and that in the filter [taps, channels], of the first largest x[i, c] + filter[t, c].</summary>
    public static void Run<T>(in PoolShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> filter, Span<long> inX, Span<long> inFilter)
        where T : unmanaged, INumber<T>
    {
        fixed (T* px = x, pw = filter)
        fixed (long* places = inX, taps = inFilter)
        {
            if (shape.Places * shape.Channels > 0)
            {
                Job<T> job = new() { Shape = shape, X = px, W = pw, Places = places, Taps = taps };
                Workers.Run(job, checked((int)(shape.Batch * shape.Output.Depth * shape.Output.Height)), 2.0 * shape.Places * shape.Channels * shape.Window.Size);
            }
        }
    }

    private struct Job<T> : IPieces
        where T : unmanaged, INumber<T>
    {
        public PoolShape Shape;
        public T* X;
        public T* W;
        public long* Places;
        public long* Taps;

        public readonly void Run(int piece)
        {
            nint rows = Shape.Output.Depth * Shape.Output.Height, channels = Shape.Channels, start = piece / rows * Shape.Input.Size;
            for (nint column = 0; column < Shape.Output.Width; column++)
            {
                Space output = Shape.Output.At((piece % rows * Shape.Output.Width) + column);
                nint at = ((piece * Shape.Output.Width) + column) * channels;
                for (nint c = 0; c < channels; c++)
                {
                    T most = default;
                    nint place = -1, tap = -1;
                    for (nint t = 0; t < Shape.Window.Size; t++)
                    {
                        nint i = Shape.At(output, Shape.Window.At(t));
                        T sum = i < 0 ? default : X[((start + i) * channels) + c] + W[(t * channels) + c];
                        if (i >= 0 && (place < 0 || sum > most))
                        {
                            (most, place, tap) = (sum, i, t);
                        }
                    }

                    Places[at + c] = ((start + Math.Max(place, 0)) * channels) + c;
                    Taps[at + c] = (Math.Max(tap, 0) * channels) + c;
                }
            }
        }
    }
}
