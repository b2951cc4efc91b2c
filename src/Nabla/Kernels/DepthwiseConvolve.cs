using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Convolutions in which each channel has filters of its own: y[n, o, c·m + k] = Σ x[n, i, c]·w[t, c·m + k] over taps t.</summary>
/// <remarks>A lane holds neighbouring channels where each has one filter; else loops go one by one. Products and sums are rounded apart.</remarks>
internal static unsafe class DepthwiseConvolve
{
    /// <summary>Elements of y, or of x, in one piece.</summary>
    private const nint PieceElements = 1 << 14;

    public static void Forward<T>(in ConvolutionShape shape, T* x, T* w, T* y)
        where T : unmanaged => Run(new PlacesJob<T> { Shape = shape, X = x, W = w, Y = y, Places = shape.Places }, shape.Filters);

    public static void InputGradient<T>(in ConvolutionShape shape, T* dy, T* w, T* dx)
        where T : unmanaged => Run(new PlacesJob<T> { Shape = shape, X = dx, W = w, Y = dy, Places = shape.Batch * shape.Input.Size, IsGradient = true }, shape.Channels);

    /// <summary>Adds the products of places [start, end) to dw.</summary>
    public static void KernelGradient<T>(in ConvolutionShape shape, T* x, T* dy, T* dw, nint start, nint end)
        where T : unmanaged, INumber<T>
    {
        if (shape.GroupFilters == 1)
        {
            DepthwiseLines.KernelGradient(shape, x, dy, dw, start, end);
            return;
        }

        for (nint place = start; place < end; place++)
        {
            T* d = dy + (place * shape.Filters);
            nint image = place / shape.Output.Size;
            Space at = shape.Output.At(place % shape.Output.Size);
            for (nint tap = 0; tap < shape.Kernel.Size; tap++)
            {
                nint pixel = Input(shape, at, shape.Kernel.At(tap));
                if (pixel >= 0)
                {
                    MultiplyAdd(x + (((image * shape.Input.Size) + pixel) * shape.Channels), d, dw + (tap * shape.Filters), shape.Channels, shape.GroupFilters);
                }
            }
        }
    }

    private static void Run<T>(PlacesJob<T> job, nint elements)
        where T : unmanaged
    {
        job.Each = Math.Max(1, PieceElements / elements);
        Workers.Run(job, checked((int)((job.Places + job.Each - 1) / job.Each)), 0.2 * job.Places * elements * job.Shape.Kernel.Size);
    }

    // The input place that an output place reads through a tap; −1 outside.
    private static nint Input(in ConvolutionShape s, Space at, Space tap)
    {
        nint z = (at.Depth * s.Stride.Depth) + (tap.Depth * s.Dilation.Depth) - s.Before.Depth, y = (at.Height * s.Stride.Height) + (tap.Height * s.Dilation.Height) - s.Before.Height;
        nint x = (at.Width * s.Stride.Width) + (tap.Width * s.Dilation.Width) - s.Before.Width;
        return (nuint)z < (nuint)s.Input.Depth && (nuint)y < (nuint)s.Input.Height && (nuint)x < (nuint)s.Input.Width ? (((z * s.Input.Height) + y) * s.Input.Width) + x : -1;
    }

    // z[c·m + k] += x[c]·y[c·m + k].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<T>(T* x, T* y, T* z, nint channels, nint multiplier)
        where T : unmanaged, INumber<T>
    {
        if (multiplier == 1)
        {
            nint i = 0;
            for (; i + Vector<T>.Count <= channels; i += Vector<T>.Count)
            {
                (Vector.Load(z + i) + (Vector.Load(x + i) * Vector.Load(y + i))).Store(z + i);
            }

            for (; i < channels; i++)
            {
                z[i] += x[i] * y[i];
            }

            return;
        }

        for (nint c = 0; c < channels; c++)
        {
            for (nint k = 0; k < multiplier; k++, y++, z++)
            {
                *z += x[c] * *y;
            }
        }
    }

    // x[c] += Σₖ y[c·m + k]·w[c·m + k].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<T>(T* x, T* y, T* w, nint channels, nint multiplier)
        where T : unmanaged, INumber<T>
    {
        if (multiplier == 1)
        {
            MultiplyAdd(y, w, x, channels, 1);
            return;
        }

        for (nint c = 0; c < channels; c++)
        {
            for (nint k = 0; k < multiplier; k++, y++, w++)
            {
                x[c] += *y * *w;
            }
        }
    }

    private struct PlacesJob<T> : IPieces
        where T : unmanaged
    {
        public ConvolutionShape Shape;
        public T* X;
        public T* W;
        public T* Y;
        public nint Places;
        public nint Each;
        public bool IsGradient;

        public readonly void Run(int piece)
        {
            nint start = piece * Each, end = Math.Min(start + Each, Places);
            if (typeof(T) == typeof(float))
            {
                Run((float*)X, (float*)W, (float*)Y, start, end);
            }
            else
            {
                Run((double*)X, (double*)W, (double*)Y, start, end);
            }
        }

        private readonly void Run<N>(N* x, N* w, N* y, nint start, nint end)
            where N : unmanaged, INumber<N>
        {
            if (Shape.GroupFilters == 1 && Shape.Kernel.Size <= DepthwiseLines.MostTaps)
            {
                DepthwiseLines.Places(Shape, IsGradient ? y : x, w, IsGradient ? x : y, start, end, IsGradient);
                return;
            }

            Space space = IsGradient ? Shape.Input : Shape.Output, others = IsGradient ? Shape.Output : Shape.Input;
            nint channels = Shape.Channels, filters = Shape.Filters, multiplier = Shape.GroupFilters;
            for (nint place = start; place < end; place++)
            {
                nint image = place / space.Size;
                Space at = space.At(place % space.Size);
                if (IsGradient)
                {
                    new Span<N>(x + (place * channels), (int)channels).Clear();
                }
                else
                {
                    new Span<N>(y + (place * filters), (int)filters).Clear();
                }

                nint tap = 0;
                for (nint z = 0; z < Shape.Kernel.Depth; z++)
                {
                    nint depth = DepthwiseLines.Other(at.Depth, z, Shape.Stride.Depth, Shape.Dilation.Depth, Shape.Before.Depth, others.Depth, IsGradient);
                    for (nint v = 0; v < Shape.Kernel.Height; v++)
                    {
                        nint height = DepthwiseLines.Other(at.Height, v, Shape.Stride.Height, Shape.Dilation.Height, Shape.Before.Height, others.Height, IsGradient);
                        for (nint u = 0; u < Shape.Kernel.Width; u++, tap++)
                        {
                            nint width = DepthwiseLines.Other(at.Width, u, Shape.Stride.Width, Shape.Dilation.Width, Shape.Before.Width, others.Width, IsGradient);
                            if ((depth | height | width) < 0)
                            {
                                continue;
                            }

                            if (IsGradient)
                            {
                                nint from = (((((image * Shape.Output.Depth) + depth) * Shape.Output.Height) + height) * Shape.Output.Width) + width;
                                AddProducts(x + (place * channels), y + (from * filters), w + (tap * filters), channels, multiplier);
                            }
                            else
                            {
                                nint from = (((((image * Shape.Input.Depth) + depth) * Shape.Input.Height) + height) * Shape.Input.Width) + width;
                                MultiplyAdd(x + (from * channels), w + (tap * filters), y + (place * filters), channels, multiplier);
                            }
                        }
                    }
                }
            }
        }
    }
}
