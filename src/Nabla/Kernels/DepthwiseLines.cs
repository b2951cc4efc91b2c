using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Depthwise convolutions with one filter a channel: sums stay in registers over all taps, or over a line of places. A lane holds neighbouring channels.</summary>
/// <remarks>Taps that lie inside are listed once for all places of a line where they are the same. Products and sums are rounded apart, in the order of the taps.</remarks>
internal static unsafe class DepthwiseLines
{
    /// <summary>Taps that a list holds.</summary>
    public const int MostTaps = 256;

    /// <summary>Places [start, end) of y, or of dx where <paramref name="isGradient"/> is true.</summary>
    /// <param name="shape">All lengths.</param>
    /// <param name="from">x, or dy.</param>
    /// <param name="w">[taps, channels].</param>
    /// <param name="to">y, or dx.</param>
    /// <param name="start">First place.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="isGradient">Which of the two.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Places<T>(in ConvolutionShape shape, T* from, T* w, T* to, nint start, nint end, bool isGradient)
        where T : unmanaged, INumber<T>
    {
        Space own = isGradient ? shape.Input : shape.Output, other = isGradient ? shape.Output : shape.Input;
        nint channels = shape.Channels, count = 0, listed = -1, first = 0, last = -1;
        nint* offsets = stackalloc nint[MostTaps], taps = stackalloc nint[MostTaps];
        bool moves = !isGradient || shape.Stride.Width == 1;
        nint across = (isGradient ? 1 : shape.Stride.Width) * channels;
        for (nint place = start; place < end; place++)
        {
            nint line = place / own.Width, x = place % own.Width;
            if (line != listed || !moves || x < first || x > last)
            {
                // From here on to the last place that reads through the same taps.
                (listed, first, last) = (line, x, x);
                count = List(shape, other, line, x, isGradient, offsets, taps);
                if (moves && x > 0 && IsWhole(shape, other, x, isGradient))
                {
                    last = Whole(shape, own, other, x, isGradient);
                }

                for (nint i = 0; i < count; i++)
                {
                    offsets[i] -= x * (moves ? across : 0);
                }
            }

            Sum(from + (x * (moves ? across : 0)), w, to + (place * channels), offsets, taps, count, channels);
        }
    }

    // Whether all taps of the line's axis are inside for the place x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWhole(in ConvolutionShape shape, Space other, nint x, bool isGradient)
    {
        nint a = Other(x, 0, shape.Stride.Width, shape.Dilation.Width, shape.Before.Width, other.Width, isGradient);
        return a >= 0 && Other(x, shape.Kernel.Width - 1, shape.Stride.Width, shape.Dilation.Width, shape.Before.Width, other.Width, isGradient) >= 0;
    }

    // The last place of the line of which that is true.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Whole(in ConvolutionShape shape, Space own, Space other, nint x, bool isGradient)
    {
        while (x + 1 < own.Width && IsWhole(shape, other, x + 1, isGradient))
        {
            x++;
        }

        return x;
    }

    // The taps of a place that lie inside: where they read, and where their filters lie.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint List(in ConvolutionShape shape, Space other, nint line, nint x, bool isGradient, nint* offsets, nint* taps)
    {
        Space own = isGradient ? shape.Input : shape.Output;
        nint y = line % own.Height, depth = line / own.Height % own.Depth, image = line / own.Height / own.Depth, count = 0, tap = 0, channels = shape.Channels;
        for (nint z = 0; z < shape.Kernel.Depth; z++)
        {
            nint d = Other(depth, z, shape.Stride.Depth, shape.Dilation.Depth, shape.Before.Depth, other.Depth, isGradient);
            for (nint v = 0; v < shape.Kernel.Height; v++)
            {
                nint h = Other(y, v, shape.Stride.Height, shape.Dilation.Height, shape.Before.Height, other.Height, isGradient);
                for (nint u = 0; u < shape.Kernel.Width; u++, tap++)
                {
                    nint o = Other(x, u, shape.Stride.Width, shape.Dilation.Width, shape.Before.Width, other.Width, isGradient);
                    if ((d | h | o) >= 0)
                    {
                        offsets[count] = ((((((image * other.Depth) + d) * other.Height) + h) * other.Width) + o) * channels;
                        taps[count++] = tap * channels;
                    }
                }
            }
        }

        return count;
    }

    /// <summary>Along one axis: the input place that a tap of an output reads, or the output that reads an input through it; −1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Other(nint at, nint tap, nint stride, nint dilation, nint before, nint others, bool isGradient)
    {
        if (!isGradient)
        {
            nint input = (at * stride) + (tap * dilation) - before;
            return (nuint)input < (nuint)others ? input : -1;
        }

        nint output = at + before - (tap * dilation);
        if (output < 0 || (stride > 1 && output % stride != 0))
        {
            return -1;
        }

        output = stride > 1 ? output / stride : output;
        return output < others ? output : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<T>(T* from, T* w, T* to, nint* offsets, nint* taps, nint count, nint channels)
        where T : unmanaged, INumber<T>
    {
        nint c = 0, lane = Vector<T>.Count;
        for (; c + (2 * lane) <= channels; c += 2 * lane)
        {
            Vector<T> a = Vector<T>.Zero, b = Vector<T>.Zero;
            for (nint i = 0; i < count; i++)
            {
                T* x = from + offsets[i] + c, y = w + taps[i] + c;
                a += Vector.Load(x) * Vector.Load(y);
                b += Vector.Load(x + lane) * Vector.Load(y + lane);
            }

            a.Store(to + c);
            b.Store(to + c + lane);
        }

        for (; c + lane <= channels; c += lane)
        {
            Vector<T> a = Vector<T>.Zero;
            for (nint i = 0; i < count; i++)
            {
                a += Vector.Load(from + offsets[i] + c) * Vector.Load(w + taps[i] + c);
            }

            a.Store(to + c);
        }

        for (; c < channels; c++)
        {
            T a = T.Zero;
            for (nint i = 0; i < count; i++)
            {
                a += from[offsets[i] + c] * w[taps[i] + c];
            }

            to[c] = a;
        }
    }

    /// <summary>Adds the products of places [start, end) to dw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KernelGradient<T>(in ConvolutionShape shape, T* x, T* dy, T* dw, nint start, nint end)
        where T : unmanaged, INumber<T>
    {
        nint channels = shape.Channels, width = shape.Output.Width, step = shape.Stride.Width * channels;
        while (start < end)
        {
            nint line = start / width, first = start % width, until = Math.Min(width, first + end - start);
            nint h = line % shape.Output.Height, z = line / shape.Output.Height % shape.Output.Depth, image = line / shape.Output.Height / shape.Output.Depth;
            for (nint tap = 0; tap < shape.Kernel.Size; tap++)
            {
                Space at = shape.Kernel.At(tap);
                nint d = Other(z, at.Depth, shape.Stride.Depth, shape.Dilation.Depth, shape.Before.Depth, shape.Input.Depth, isGradient: false);
                nint y = Other(h, at.Height, shape.Stride.Height, shape.Dilation.Height, shape.Before.Height, shape.Input.Height, isGradient: false);
                nint aside = (at.Width * shape.Dilation.Width) - shape.Before.Width, from = first, to = until;
                while (from < to && (from * shape.Stride.Width) + aside < 0)
                {
                    from++;
                }

                while (to > from && ((to - 1) * shape.Stride.Width) + aside >= shape.Input.Width)
                {
                    to--;
                }

                if ((d | y) >= 0 && from < to)
                {
                    nint pixel = (((((image * shape.Input.Depth) + d) * shape.Input.Height) + y) * shape.Input.Width) + (from * shape.Stride.Width) + aside;
                    Line(x + (pixel * channels), step, dy + (((line * width) + from) * channels), dw + (tap * channels), to - from, channels);
                }
            }

            start += until - first;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<T>(T* x, nint step, T* d, T* dw, nint count, nint channels)
        where T : unmanaged, INumber<T>
    {
        nint c = 0, lane = Vector<T>.Count;
        for (; c + lane <= channels; c += lane)
        {
            Vector<T> sum = Vector.Load(dw + c);
            T* a = x + c, b = d + c;
            for (nint i = 0; i < count; i++, a += step, b += channels)
            {
                sum += Vector.Load(a) * Vector.Load(b);
            }

            sum.Store(dw + c);
        }

        for (; c < channels; c++)
        {
            for (nint i = 0; i < count; i++)
            {
                dw[c] += x[(i * step) + c] * d[(i * channels) + c];
            }
        }
    }
}
