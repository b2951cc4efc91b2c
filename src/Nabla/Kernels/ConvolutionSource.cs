using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>What a convolution reads, output line by output line: where it lies, or copied with zeros around where taps reach beyond the ends.</summary>
/// <remarks>From the place of an output, its products lie in runs: taps side by side are one. Runs lie alike for every output.</remarks>
internal unsafe struct ConvolutionSource<T>
    where T : unmanaged
{
    /// <summary>Input, taps and output places; taps go forward in the input.</summary>
    public ConvolutionPatches<T> Patches;

    /// <summary>Whether lines are copied.</summary>
    public bool Copies;

    /// <summary>Most output lines of one plane whose input is copied at a time.</summary>
    public nint Most;

    public static ConvolutionSource<T> Of(in ConvolutionPatches<T> patches) => new()
    {
        Patches = patches,
        Copies = !(IsInside(patches.Depth, patches.Output.Depth, patches.Input.Depth) && IsInside(patches.Height, patches.Output.Height, patches.Input.Height)
            && IsInside(patches.Width, patches.Output.Width, patches.Input.Width)),
        Most = patches.Output.Height,
    };

    /// <summary>Pixels of a copied line.</summary>
    private readonly nint Across => ((Patches.Output.Width - 1) * Patches.Width.Step) + ((Patches.Width.Count - 1) * Patches.Width.Next) + 1;

    private readonly nint PixelStep => Copies ? Patches.Channels : Patches.Pixel;

    private readonly nint LineStep => Copies ? Across * Patches.Channels : Patches.Input.Width * Patches.Pixel;

    private readonly nint PlaneStep => (Copies ? Down(Most) : Patches.Input.Height) * LineStep;

    /// <summary>From what an output reads to what the next in its line reads, in elements.</summary>
    public readonly nint OutputStep => Patches.Width.Step * PixelStep;

    private readonly bool IsJoined => Patches.Width.Next == 1 && PixelStep == Patches.Channels;

    /// <summary>Elements of a run.</summary>
    public readonly nint RunLength => (IsJoined ? Patches.Width.Count : 1) * Patches.Channels;

    /// <summary>Number of runs that an output reads.</summary>
    public readonly nint RunCount => Patches.Depth.Count * Patches.Height.Count * (IsJoined ? Math.Min(Patches.Width.Count, 1) : Patches.Width.Count);

    /// <summary>Output lines of all planes of an image.</summary>
    public readonly nint LinesOfImage => Patches.Output.Depth * Patches.Output.Height;

    /// <summary>Elements that the copy of so many lines needs, wherever they begin.</summary>
    public readonly nint Copied(nint lines) => Copies ? (lines <= Most ? Math.Min(lines, 2) : ((lines + Patches.Output.Height - 1) / Patches.Output.Height) + 1) * Patches.Depth.Count * PlaneStep : 0;

    /// <summary>Elements that the copy of so many lines of one plane has.</summary>
    public readonly nint CopiedOfPlane(nint lines) => Copies ? Patches.Depth.Count * Down(lines) * Across * Patches.Channels : 0;

    private readonly nint Down(nint lines) => ((lines - 1) * Patches.Height.Step) + ((Patches.Height.Count - 1) * Patches.Height.Next) + 1;

    private static bool IsInside(ConvolutionTaps taps, nint outputs, nint inputs) =>
        outputs == 0 || (taps.First >= 0 && ((outputs - 1) * taps.Step) + taps.First + ((taps.Count - 1) * taps.Next) < inputs);

    /// <summary>Where each run begins, in bytes from the place of its output.</summary>
    public readonly void FindRuns(nint* runs)
    {
        for (nint z = 0; z < Patches.Depth.Count; z++)
        {
            for (nint y = 0; y < Patches.Height.Count; y++)
            {
                nint at = (z * (Copies ? 1 : Patches.Depth.Next) * PlaneStep) + (y * Patches.Height.Next * LineStep);
                for (nint x = 0; x < (IsJoined ? Math.Min(Patches.Width.Count, 1) : Patches.Width.Count); x++)
                {
                    *runs++ = (at + (x * Patches.Width.Next * PixelStep)) * sizeof(T);
                }
            }
        }
    }

    /// <summary>Makes output lines [first, end) ready, counted over all planes of all images, and tells for each where its first output reads.</summary>
    /// <param name="first">First line.</param>
    /// <param name="end">Behind the last line; at most <see cref="Most"/> lines of each plane.</param>
    /// <param name="memory">Room for <see cref="Copied"/> elements.</param>
    /// <param name="starts">One for each line.</param>
    [SkipLocalsInit]
    public readonly void Open(nint first, nint end, T* memory, T** starts)
    {
        nint height = Patches.Output.Height;
        while (first < end)
        {
            nint plane = first / height, line = first % height, count = Math.Min(height - line, end - first);
            nint image = plane / Patches.Output.Depth, depth = plane % Patches.Output.Depth;
            T* start = memory;
            if (Copies)
            {
                CopyLines(image, depth, line, count, memory);
                memory += Patches.Depth.Count * PlaneStep;
            }
            else
            {
                nint z = (depth * Patches.Depth.Step) + Patches.Depth.First, y = (line * Patches.Height.Step) + Patches.Height.First;
                start = Patches.Source + (((((((image * Patches.Input.Depth) + z) * Patches.Input.Height) + y) * Patches.Input.Width) + Patches.Width.First) * Patches.Pixel);
            }

            for (nint i = 0; i < count; i++)
            {
                *starts++ = start + (i * Patches.Height.Step * LineStep);
            }

            first += count;
        }
    }

    private readonly void CopyLines(nint image, nint depth, nint first, nint lines, T* target)
    {
        nint across = Across, channels = Patches.Channels;
        nint start = Math.Clamp(-Patches.Width.First, 0, across), end = Math.Clamp(Patches.Input.Width - Patches.Width.First, start, across);
        for (nint tz = 0; tz < Patches.Depth.Count; tz++)
        {
            T* to = target + (tz * PlaneStep);
            nint z = (depth * Patches.Depth.Step) + Patches.Depth.First + (tz * Patches.Depth.Next);
            nint y = (first * Patches.Height.Step) + Patches.Height.First;
            for (nint line = Down(lines); line > 0; line--, y++, to += across * channels)
            {
                if ((nuint)z >= (nuint)Patches.Input.Depth || (nuint)y >= (nuint)Patches.Input.Height)
                {
                    NativeMemory.Clear(to, (nuint)(across * channels * sizeof(T)));
                    continue;
                }

                T* from = Patches.Source + (((((((image * Patches.Input.Depth) + z) * Patches.Input.Height) + y) * Patches.Input.Width) + Patches.Width.First + start) * Patches.Pixel);
                NativeMemory.Clear(to, (nuint)(start * channels * sizeof(T)));
                if (channels == Patches.Pixel)
                {
                    NativeMemory.Copy(from, to + (start * channels), (nuint)((end - start) * channels * sizeof(T)));
                }
                else
                {
                    for (nint x = start; x < end; x++, from += Patches.Pixel)
                    {
                        new Span<T>(from, (int)channels).CopyTo(new Span<T>(to + (x * channels), (int)channels));
                    }
                }

                NativeMemory.Clear(to + (end * channels), (nuint)((across - end) * channels * sizeof(T)));
            }
        }
    }
}
