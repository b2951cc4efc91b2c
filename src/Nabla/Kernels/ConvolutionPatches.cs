using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>The matrix whose rows are what each output place reads: [batch · places, taps · channels].</summary>
/// <remarks>It is never whole in memory: blocks of rows are written just before they are multiplied.</remarks>
internal unsafe struct ConvolutionPatches<T>
    where T : unmanaged
{
    /// <summary>First channel of the group, first pixel.</summary>
    public T* Source;

    /// <summary>Places of the source.</summary>
    public Space Input;

    /// <summary>From a pixel to the next, in elements.</summary>
    public nint Pixel;

    /// <summary>Channels that are read.</summary>
    public nint Channels;

    /// <summary>Places of the output.</summary>
    public Space Output;

    public ConvolutionTaps Depth;
    public ConvolutionTaps Height;
    public ConvolutionTaps Width;

    /// <summary>Columns of the matrix.</summary>
    public readonly nint Columns => Depth.Count * Height.Count * Width.Count * Channels;

    /// <summary>Writes rows [first, first + count).</summary>
    [SkipLocalsInit]
    public readonly void Write(nint first, nint count, T* target)
    {
        nint image = first / Output.Size;
        Space at = Output.At(first % Output.Size);
        (nint depth, nint height, nint width) = at;
        nint line = Width.Count * Channels;
        bool joined = Width.Next == 1 && Channels == Pixel;
        for (; count > 0; count--)
        {
            T* picture = Source + (image * Input.Size * Pixel);
            nint z = (depth * Depth.Step) + Depth.First, x = (width * Width.Step) + Width.First;
            for (nint tz = 0; tz < Depth.Count; tz++, z += Depth.Next)
            {
                nint y = (height * Height.Step) + Height.First;
                for (nint ty = 0; ty < Height.Count; ty++, y += Height.Next, target += line)
                {
                    if ((nuint)z >= (nuint)Input.Depth || (nuint)y >= (nuint)Input.Height)
                    {
                        Clear(target, line);
                    }
                    else if (joined)
                    {
                        Joined(picture + (((z * Input.Height) + y) * Input.Width * Pixel), x, target);
                    }
                    else
                    {
                        Apart(picture + (((z * Input.Height) + y) * Input.Width * Pixel), x, target);
                    }
                }
            }

            if (++width == Output.Width)
            {
                width = 0;
                if (++height == Output.Height)
                {
                    height = 0;
                    if (++depth == Output.Depth)
                    {
                        depth = 0;
                        image++;
                    }
                }
            }
        }
    }

    // Pixels side by side are one run of memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Joined(T* line, nint x, T* target)
    {
        nint start = Math.Clamp(-x, 0, Width.Count), end = Math.Clamp(Input.Width - x, start, Width.Count);
        Clear(target, start * Channels);
        Copy(line + ((x + start) * Pixel), target + (start * Channels), (end - start) * Channels);
        Clear(target + (end * Channels), (Width.Count - end) * Channels);
    }

    private readonly void Apart(T* line, nint x, T* target)
    {
        for (nint tx = 0; tx < Width.Count; tx++, x += Width.Next, target += Channels)
        {
            if ((nuint)x < (nuint)Input.Width)
            {
                Copy(line + (x * Pixel), target, Channels);
            }
            else
            {
                Clear(target, Channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* from, T* to, nint count)
    {
        if (count >= 16)
        {
            NativeMemory.Copy(from, to, (nuint)(count * sizeof(T)));
            return;
        }

        for (nint i = 0; i < count; i++)
        {
            to[i] = from[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(T* to, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            to[i] = default;
        }
    }
}
