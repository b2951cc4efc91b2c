using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Patches written side by side, and added back where they came from.</summary>
internal static unsafe class PatchSums
{
    /// <summary>y[n, o, t, c] = x[n, place of o's tap t, c]; zero outside.</summary>
    public static void Write<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        fixed (T* px = x, py = y)
        {
            if (!y.IsEmpty)
            {
                Workers.Run(new WriteJob<T> { Shape = shape, X = px, Y = py }, checked((int)shape.Batch), 0.3 * y.Length);
            }
        }
    }

    /// <summary>x[n, i, c] = Σ y[n, o, t, c] over all o, t that read i.</summary>
    public static void Add<T>(in ConvolutionShape shape, ReadOnlySpan<T> y, Span<T> x)
        where T : unmanaged, INumber<T>
    {
        x.Clear();
        fixed (T* px = x, py = y)
        {
            if (!y.IsEmpty)
            {
                Workers.Run(new AddJob<T> { Shape = shape, X = px, Y = py }, checked((int)shape.Batch), 0.5 * y.Length);
            }
        }
    }

    private struct WriteJob<T> : IPieces
        where T : unmanaged
    {
        public ConvolutionShape Shape;
        public T* X;
        public T* Y;

        public readonly void Run(int piece) =>
            Convolve.Patches(Shape, X, 0).Write(piece * Shape.Output.Size, Shape.Output.Size, Y + (piece * Shape.Output.Size * Shape.Kernel.Size * Shape.Channels));
    }

    private struct AddJob<T> : IPieces
        where T : unmanaged, INumber<T>
    {
        public ConvolutionShape Shape;
        public T* X;
        public T* Y;

        public readonly void Run(int piece)
        {
            PoolShape windows = new() { Input = Shape.Input, Window = Shape.Kernel, Stride = Shape.Stride, Before = Shape.Before, Dilation = Shape.Dilation };
            T* x = X + (piece * Shape.Input.Size * Shape.Channels), y = Y + (piece * Shape.Output.Size * Shape.Kernel.Size * Shape.Channels);
            for (nint place = 0; place < Shape.Output.Size; place++)
            {
                Space output = Shape.Output.At(place);
                for (nint tap = 0; tap < Shape.Kernel.Size; tap++, y += Shape.Channels)
                {
                    nint at = windows.At(output, Shape.Kernel.At(tap));
                    for (nint c = 0; c < Shape.Channels && at >= 0; c++)
                    {
                        x[(at * Shape.Channels) + c] += y[c];
                    }
                }
            }
        }
    }
}
