using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>A convolution by register tiles that read the input where it lies: a tile's rows are neighbouring outputs of a line, its columns filters.</summary>
/// <remarks>A piece is some lines of one plane. The input lines that it reads are copied side by side with zeros around them into memory of its thread, where they
/// stay in L2; from there a tile reads taps that lie side by side as one run, each output's run one stride further than the last. Runs too short for that are
/// packed for the line. A tile that overhangs its line reads what comes after it, and what it makes of that is dropped. Each output is a chain over the taps of a line, and the lines added in order: no cut changes a bit.</remarks>
internal unsafe struct ConvolutionLines<TTile, T> : IPieces
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Elements of a run that are worth a tile of their own.</summary>
    public const nint LeastRun = 16;

    /// <summary>Input, taps and output places; taps go forward in the input.</summary>
    public ConvolutionPatches<T> Patches;

    /// <summary>Number of images.</summary>
    public nint Batch;

    /// <summary>First output of the first filter.</summary>
    public T* Target;

    /// <summary>From an output to the next along each axis, in elements.</summary>
    public nint ImageStep;
    public Space Steps;

    /// <summary>Number of filters.</summary>
    public nint Filters;

    /// <summary>The filters in panels: [panel, taps · channels, columns].</summary>
    public T* Packed;

    /// <summary>Output lines of a piece.</summary>
    public nint Lines;

    public readonly nint Depth => Patches.Columns;

    public readonly int Pieces => checked((int)(Batch * Patches.Output.Depth * PiecesOfPlane));

    public readonly nint Panels => (Filters + TTile.Columns - 1) / TTile.Columns;

    private readonly nint PiecesOfPlane => (Patches.Output.Height + Lines - 1) / Lines;

    /// <summary>Pixels of a copied line.</summary>
    public readonly nint Across => ((Patches.Output.Width - 1) * Patches.Width.Step) + ((Patches.Width.Count - 1) * Patches.Width.Next) + 1;

    private readonly nint Down(nint lines) => ((lines - 1) * Patches.Height.Step) + ((Patches.Height.Count - 1) * Patches.Height.Next) + 1;

    /// <summary>Elements of the input lines that a piece of so many lines copies.</summary>
    public readonly nint Copied(nint lines) => Patches.Depth.Count * Down(lines) * Across * Patches.Channels;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint plane = piece / PiecesOfPlane, first = piece % PiecesOfPlane * Lines, lines = Math.Min(Lines, Patches.Output.Height - first);
        nint image = plane / Patches.Output.Depth, depth = plane % Patches.Output.Depth;
        nint tile = TTile.Rows * TTile.Columns, padded = (Patches.Output.Width + 31) & ~31, panel = Packs ? padded * Math.Max(Depth, 1) : 0;
        byte* memory = GemmMemory.Own(((tile + panel + Copied(lines) + Behind) * sizeof(T)) + (RunCount * sizeof(nint)));
        nint* runs = (nint*)memory;
        T* own = (T*)(memory + (RunCount * sizeof(nint))), copied = own + tile + panel;
        FindRuns(lines, runs);
        CopyLines(image, depth, first, lines, copied);
        T* target = Target + (image * ImageStep) + (depth * Steps.Depth) + (first * Steps.Height);
        nint held = Math.Max(1, (384 << 10) / (Math.Max(Depth, 1) * TTile.Columns * sizeof(T)));
        for (nint q = 0; q < Panels; q += held)
        {
            nint end = Math.Min(q + held, Panels);
            for (nint line = 0; line < lines; line++)
            {
                if (Packs)
                {
                    PackLine(copied + (line * Patches.Height.Step * Across * Patches.Channels), runs, padded, own + tile);
                }

                for (nint x = 0; x < Patches.Output.Width; x += TTile.Rows)
                {
                    T* from = Packs ? own + tile + x : copied + (((line * Patches.Height.Step * Across) + (x * Patches.Width.Step)) * Patches.Channels);
                    Tile(own, from, padded, runs, q, end, (int)Math.Min(TTile.Rows, Patches.Output.Width - x), target + (line * Steps.Height) + (x * Steps.Width));
                }
            }
        }
    }

    // One tile of outputs, all filters of some panels.
    private readonly void Tile(T* own, T* from, nint padded, nint* runs, nint firstPanel, nint endPanel, int rows, T* target)
    {
        bool packs = Packs;
        int height = TTile.Height(rows);
        nint run = RunLength, runCount = RunCount;
        for (nint q = firstPanel; q < endPanel; q++)
        {
            int columns = (int)Math.Min(TTile.Columns, Filters - (q * TTile.Columns)), width = TTile.Width(columns);
            bool whole = rows == height && columns == width;
            T* c = target + (q * TTile.Columns), z = whole ? c : own;
            nint zRow = whole ? Steps.Width : TTile.Columns;
            GemmStep<T> step = new() { B = Packed + (q * TTile.Columns * Depth), BNext = width * sizeof(T) };
            if (packs)
            {
                (step.ARow, step.ANext) = (sizeof(T), padded * sizeof(T));
                nint done = 0;
                do
                {
                    step.K = Math.Min(GemmBlocks.Depth, Depth - done);
                    step.A = from + (done * padded);
                    TTile.Run(step, z, zRow, done > 0, rows, columns);
                    step.B += step.K * width;
                    done += step.K;
                }
                while (done < Depth);
            }
            else
            {
                (step.ARow, step.ANext) = (Patches.Width.Step * Patches.Channels * sizeof(T), sizeof(T));
                for (nint i = 0; i < runCount; i++)
                {
                    T* at = from + runs[i];
                    for (nint done = 0; done < run; done += step.K)
                    {
                        step.K = Math.Min(GemmBlocks.Depth, run - done);
                        step.A = at + done;
                        TTile.Run(step, z, zRow, i + done > 0, rows, columns);
                        step.B += step.K * width;
                    }
                }
            }

            if (!whole)
            {
                TTile.Merge(own, new(c, Steps.Width, 1), rows, columns, add: false);
            }
        }
    }

    // Runs too short for a tile of their own are packed.
    private readonly bool Packs => RunLength < LeastRun || Depth == 0;

    // A line as a matrix, [taps · channels, padded outputs].
    private readonly void PackLine(T* from, nint* runs, nint padded, T* packed)
    {
        for (nint i = 0; i < RunCount; i++, packed += RunLength * padded)
        {
            TTile.Pack(from + runs[i], Patches.Width.Step * Patches.Channels, 1, (int)Patches.Output.Width, (int)padded, RunLength, packed);
        }
    }

    /// <summary>Elements of a run: taps side by side are one.</summary>
    public readonly nint RunLength => (Patches.Width.Next == 1 ? Patches.Width.Count : 1) * Patches.Channels;

    /// <summary>Number of runs that an output reads.</summary>
    public readonly nint RunCount => Patches.Depth.Count * Patches.Height.Count * (Patches.Width.Next == 1 ? Math.Min(Patches.Width.Count, 1) : Patches.Width.Count);

    /// <summary>Elements behind the copied lines that a tile which overhangs may read.</summary>
    public readonly nint Behind => TTile.Rows * Math.Max(Patches.Width.Step * Patches.Channels, 1);

    /// <summary>Where each run lies from the place of its output, in the copied lines.</summary>
    public readonly void FindRuns(nint lines, nint* runs)
    {
        nint down = Down(lines), across = Across, each = Patches.Width.Next == 1 ? Math.Min(Patches.Width.Count, 1) : Patches.Width.Count;
        for (nint z = 0; z < Patches.Depth.Count; z++)
        {
            for (nint y = 0; y < Patches.Height.Count; y++)
            {
                for (nint x = 0; x < each; x++)
                {
                    *runs++ = ((((z * down) + (y * Patches.Height.Next)) * across) + (x * Patches.Width.Next)) * Patches.Channels;
                }
            }
        }
    }

    /// <summary>Copies the input lines that some output lines read, with zeros around and behind them.</summary>
    public readonly void CopyLines(nint image, nint depth, nint first, nint lines, T* target)
    {
        nint across = Across, channels = Patches.Channels;
        NativeMemory.Clear(target + Copied(lines), (nuint)(Behind * sizeof(T)));
        nint start = Math.Clamp(-Patches.Width.First, 0, across), end = Math.Clamp(Patches.Input.Width - Patches.Width.First, start, across);
        for (nint tz = 0; tz < Patches.Depth.Count; tz++)
        {
            nint z = (depth * Patches.Depth.Step) + Patches.Depth.First + (tz * Patches.Depth.Next);
            nint y = (first * Patches.Height.Step) + Patches.Height.First;
            for (nint line = Down(lines); line > 0; line--, y++, target += across * channels)
            {
                if ((nuint)z >= (nuint)Patches.Input.Depth || (nuint)y >= (nuint)Patches.Input.Height)
                {
                    NativeMemory.Clear(target, (nuint)(across * channels * sizeof(T)));
                    continue;
                }

                T* from = Patches.Source + (((((((image * Patches.Input.Depth) + z) * Patches.Input.Height) + y) * Patches.Input.Width) + Patches.Width.First + start) * Patches.Pixel);
                NativeMemory.Clear(target, (nuint)(start * channels * sizeof(T)));
                if (channels == Patches.Pixel)
                {
                    NativeMemory.Copy(from, target + (start * channels), (nuint)((end - start) * channels * sizeof(T)));
                }
                else
                {
                    for (nint x = start; x < end; x++, from += Patches.Pixel)
                    {
                        new Span<T>(from, (int)channels).CopyTo(new Span<T>(target + (x * channels), (int)channels));
                    }
                }

                NativeMemory.Clear(target + (end * channels), (nuint)((across - end) * channels * sizeof(T)));
            }
        }
    }
}
