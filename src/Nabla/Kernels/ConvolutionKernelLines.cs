using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The gradient of a convolution's kernel by register tiles: rows are the elements of a run, columns filters, and the sum goes along an output line.</summary>
/// <remarks>A piece is one part of all output lines. Input lines are copied as <see cref="ConvolutionLines{TTile, T}"/> does; the elements of a run lie side by side,
/// and those of the next output one stride further, so that nothing is packed but output gradients whose filters do not fill a tile.</remarks>
internal unsafe struct ConvolutionKernelLines<TTile, T> : IPieces
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The input, and how many lines are copied at a time.</summary>
    public ConvolutionLines<TTile, T> Lines;

    /// <summary>First output gradient of the first filter.</summary>
    public T* D;

    /// <summary>From an output gradient to the next.</summary>
    public nint Pixel;

    /// <summary>The sums of each part: [part, taps · channels, Pixel].</summary>
    public T* Sums;
    public nint Size;
    public int Parts;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint height = Lines.Patches.Output.Height, width = Lines.Patches.Output.Width;
        (long start, long end) = Cut.Range(Lines.Batch * Lines.Patches.Output.Depth * height, Parts, piece);
        nint tile = TTile.Rows * TTile.Columns, panel = width * TTile.Columns;
        byte* memory = GemmMemory.Own(((tile + panel + Lines.Copied(Lines.Lines) + Lines.Behind) * sizeof(T)) + (Lines.RunCount * sizeof(nint)));
        nint* runs = (nint*)memory;
        T* own = (T*)(memory + (Lines.RunCount * sizeof(nint))), copied = own + tile + panel, sums = Sums + (piece * Size);
        for (nint line = (nint)start; line < end;)
        {
            // As many lines as a plane still has.
            nint plane = line / height, first = line % height, count = Math.Min(Math.Min(Lines.Lines, height - first), (nint)end - line);
            Lines.FindRuns(count, runs);
            Lines.CopyLines(plane / Lines.Patches.Output.Depth, plane % Lines.Patches.Output.Depth, first, count, copied);
            for (nint i = 0; i < count; i++, line++)
            {
                T* from = copied + (i * Lines.Patches.Height.Step * Lines.Across * Lines.Patches.Channels);
                for (nint q = 0; q < Lines.Panels; q++)
                {
                    Panel(own, from, runs, q, D + (line * width * Pixel), sums);
                }
            }
        }
    }

    // All runs of one output line, the filters of one panel.
    private readonly void Panel(T* own, T* from, nint* runs, nint q, T* d, T* sums)
    {
        nint run = Lines.RunLength, width = Lines.Patches.Output.Width;
        int columns = (int)Math.Min(TTile.Columns, Lines.Filters - (q * TTile.Columns)), wide = TTile.Width(columns);
        GemmStep<T> step = new()
        {
            K = width,
            ARow = sizeof(T),
            ANext = Lines.Patches.Width.Step * Lines.Patches.Channels * sizeof(T),
            B = d + (q * TTile.Columns),
            BNext = Pixel * sizeof(T),
        };
        if (columns != wide)
        {
            T* packed = own + (TTile.Rows * TTile.Columns);
            TTile.Pack(step.B, 1, Pixel, columns, wide, width, packed);
            step.B = packed;
            step.BNext = wide * sizeof(T);
        }

        for (nint i = 0; i < Lines.RunCount; i++)
        {
            for (nint row = 0; row < run; row += TTile.Rows)
            {
                int rows = (int)Math.Min(TTile.Rows, run - row);
                T* c = sums + (((i * run) + row) * Pixel) + (q * TTile.Columns);
                step.A = from + runs[i] + row;
                if (rows == TTile.Height(rows) && columns == wide)
                {
                    TTile.Run(step, c, Pixel, add: true, rows, columns);
                }
                else
                {
                    TTile.Run(step, own, TTile.Columns, add: false, rows, columns);
                    TTile.Merge(own, new(c, Pixel, 1), rows, columns, add: true);
                }
            }
        }
    }
}
