using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Maxima of windows, and their gradient, in one visit of each window. A lane holds neighbouring channels.</summary>
/// <remarks>A piece is a band of output lines. Where windows overlap, the gradient's pieces are whole images: they add to the same elements. Else each element is written once.</remarks>
internal unsafe struct MaxPoolLoop<T> : IPieces
    where T : unmanaged, INumber<T>
{
    public PoolShape Shape;

    public T* X;

    /// <summary>The maxima, or their gradient where <see cref="Z"/> is given.</summary>
    public T* Y;

    /// <summary>The gradient of x.</summary>
    public T* Z;

    /// <summary>Whether only maxima above zero pass their gradient on, as relu before the pooling does; for windows that do not overlap.</summary>
    public bool Positive;

    /// <summary>What stands for the maximum of no elements.</summary>
    public T Lowest;

    /// <summary>Output lines of a piece.</summary>
    private nint _lines;

    private readonly nint AllLines => Shape.Batch * LinesOfImage;

    private readonly nint LinesOfImage => Shape.Output.Depth * Shape.Output.Height;

    private readonly bool Overlaps => Shape.Stride.Depth < Span(Shape.Window.Depth, Shape.Dilation.Depth) || Shape.Stride.Height < Span(Shape.Window.Height, Shape.Dilation.Height)
        || Shape.Stride.Width < Span(Shape.Window.Width, Shape.Dilation.Width);

    // Every element is in a window.
    private readonly bool Covers => Shape.Before == default && Shape.Window == Shape.Stride
        && new Space(Shape.Output.Depth * Shape.Stride.Depth, Shape.Output.Height * Shape.Stride.Height, Shape.Output.Width * Shape.Stride.Width) == Shape.Input;

    private static nint Span(nint window, nint dilation) => ((window - 1) * dilation) + 1;

    /// <summary>Does all pieces.</summary>
    public void RunAll()
    {
        if (Shape.Places * Shape.Channels == 0)
        {
            if (Z != null)
            {
                NativeMemory.Clear(Z, (nuint)(Shape.Batch * Shape.Input.Size * Shape.Channels * sizeof(T)));
            }

            return;
        }

        nint line = Math.Max(Shape.Output.Width * Shape.Channels * Shape.Window.Size, 1);
        _lines = Z != null ? LinesOfImage : Math.Clamp((1 << 14) / line, 1, LinesOfImage);
        Workers.Run(this, checked((int)((AllLines + _lines - 1) / _lines)), 0.1 * AllLines * line);
    }

    /// <inheritdoc/>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        nint first = piece * _lines, end = Math.Min(first + _lines, AllLines), channels = Shape.Channels;
        bool overlaps = Overlaps;
        if (Z != null && !Covers)
        {
            nint size = Shape.Input.Size * channels;
            NativeMemory.Clear(Z + (first / LinesOfImage * size), (nuint)(size * sizeof(T)));
        }

        nint taps = Shape.Window.Size;
        using Scratch<nint> memory = new(3 * taps);
        fixed (nint* places = memory.Span)
        {
            nint* usual = places + taps, cut = usual + taps;
            for (nint tap = 0; tap < taps; tap++)
            {
                Space at = Shape.Window.At(tap);
                usual[tap] = ((((at.Depth * Shape.Dilation.Depth * Shape.Input.Height) + (at.Height * Shape.Dilation.Height)) * Shape.Input.Width) + (at.Width * Shape.Dilation.Width)) * channels;
            }

            for (nint line = first; line < end; line++)
            {
                nint image = line / LinesOfImage, depth = line % LinesOfImage / Shape.Output.Height, height = line % Shape.Output.Height;
                nint z = (depth * Shape.Stride.Depth) - Shape.Before.Depth, y = (height * Shape.Stride.Height) - Shape.Before.Height;
                bool inside = IsInside(z, Shape.Window.Depth, Shape.Dilation.Depth, Shape.Input.Depth) && IsInside(y, Shape.Window.Height, Shape.Dilation.Height, Shape.Input.Height);
                nint start = image * Shape.Input.Size * channels;
                for (nint width = 0; width < Shape.Output.Width; width++)
                {
                    nint x = (width * Shape.Stride.Width) - Shape.Before.Width, target = ((line * Shape.Output.Width) + width) * channels;
                    if (inside && IsInside(x, Shape.Window.Width, Shape.Dilation.Width, Shape.Input.Width))
                    {
                        Window(start + ((((z * Shape.Input.Height) + y) * Shape.Input.Width) + x) * channels, usual, taps, target, overlaps);
                        continue;
                    }

                    nint count = Shape.Inside(new(depth, height, width), new Span<nint>(places, (int)taps));
                    for (nint i = 0; i < count; i++)
                    {
                        cut[i] = places[i] * channels;
                    }

                    Window(start, cut, count, target, overlaps);
                }
            }
        }
    }

    private static bool IsInside(nint first, nint window, nint dilation, nint length) => first >= 0 && first + ((window - 1) * dilation) < length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Window(nint start, nint* taps, nint count, nint target, bool overlaps)
    {
        if (count == 0)
        {
            new Span<T>(Y + target, Z == null ? (int)Shape.Channels : 0).Fill(Lowest);
        }
        else if (Z == null)
        {
            Maxima(X + start, taps, count, Y + target);
        }
        else
        {
            Spread(X + start, taps, count, Y + target, Z + start, overlaps);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Maxima(T* x, nint* taps, nint count, T* y)
    {
        nint c = 0, channels = Shape.Channels;
        for (; c + Vector<T>.Count <= channels; c += Vector<T>.Count)
        {
            Most(x + c, taps, count).Store(y + c);
        }

        for (; c < channels; c++)
        {
            y[c] = MostOfOne(x + c, taps, count);
        }
    }

    // What is left to hand out goes to the first element that equals the largest, and is 0 after it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Spread(T* x, nint* taps, nint count, T* dy, T* dx, bool overlaps)
    {
        nint c = 0, channels = Shape.Channels;
        for (; c + Vector<T>.Count <= channels; c += Vector<T>.Count)
        {
            Vector<T> most = Most(x + c, taps, count), rest = Vector.Load(dy + c);
            if (Positive)
            {
                rest = (Vector<T>.Zero + rest) * Vector.ConditionalSelect(Vector.GreaterThan(most, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            }

            for (nint i = 0; i < count; i++)
            {
                T* to = dx + taps[i] + c;
                Vector<T> here = Vector.Equals(Vector.Load(x + taps[i] + c), most);
                ((overlaps ? Vector.Load(to) : Vector<T>.Zero) + (rest & here)).Store(to);
                rest = Vector.AndNot(rest, here);
            }
        }

        for (; c < channels; c++)
        {
            T most = MostOfOne(x + c, taps, count), rest = dy[c];
            if (Positive)
            {
                rest = (T.Zero + rest) * (most > T.Zero ? T.One : T.Zero);
            }

            for (nint i = 0; i < count; i++)
            {
                T* to = dx + taps[i] + c;
                bool here = x[taps[i] + c] == most;
                *to = (overlaps ? *to : T.Zero) + (here ? rest : T.Zero);
                rest = here ? T.Zero : rest;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Most(T* x, nint* taps, nint count)
    {
        Vector<T> most = Vector.Load(x + taps[0]);
        for (nint i = 1; i < count; i++)
        {
            Vector<T> now = Vector.Load(x + taps[i]), stays = Vector.GreaterThanOrEqual(most, now) | ~Vector.Equals(most, most);
            most = Vector.ConditionalSelect(stays, most, now);
        }

        return most;
    }

    private static T MostOfOne(T* x, nint* taps, nint count)
    {
        T most = x[taps[0]];
        for (nint i = 1; i < count; i++)
        {
            T now = x[taps[i]];
            most = most >= now || T.IsNaN(most) ? most : now;
        }

        return most;
    }
}
