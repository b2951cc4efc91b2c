using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The gradient of a convolution's kernel by register tiles: rows are elements of runs in groups of three, columns filters, and each sum goes along output lines.</summary>
/// <remarks>A piece has some tiles of rows and one part of the output lines, which it takes some at a time: what they read and their gradients stay in L2 while all its
/// tiles go over them. The elements of a run lie side by side and those of the next output one step further, so that nothing is packed but output gradients whose
/// filters do not fill a register. Sums grow in memory by one chain for each block of lines.</remarks>
internal unsafe struct ConvolutionKernelPlaces<TTile, T> : IPieces
    where TTile : struct, IPlaceTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public ConvolutionSource<T> Source;

    /// <summary>Output lines of all images.</summary>
    public nint AllLines;

    /// <summary>First output gradient of the first filter.</summary>
    public T* D;

    /// <summary>From an output gradient to the next, and from a row of sums to the next.</summary>
    public nint Pixel;

    /// <summary>Number of filters.</summary>
    public nint Filters;

    /// <summary>The sums of each part: [part, taps · channels, Pixel].</summary>
    public T* Sums;
    public nint Size;
    public int Parts;

    /// <summary>Output lines of a block.</summary>
    public nint Lines;

    /// <summary>Tiles of rows of a piece.</summary>
    public nint PieceTiles;

    public readonly nint Tiles => ((Source.RunCount * GroupsOfRun) + TTile.Groups - 1) / TTile.Groups;

    public readonly int Pieces => checked((int)(Parts * TilePieces));

    private readonly nint TilePieces => (Tiles + PieceTiles - 1) / PieceTiles;

    private readonly nint GroupsOfRun => (Source.RunLength + 2) / 3;

    private readonly nint Panels => (Filters + TTile.Columns - 1) / TTile.Columns;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint part = piece / TilePieces, tile = piece % TilePieces * PieceTiles, tileEnd = Math.Min(tile + PieceTiles, Tiles);
        (long start, long end) = Cut.Range(AllLines, Parts, (int)part);
        nint width = Source.Patches.Output.Width, own = TTile.Groups * 3 * TTile.Columns, packed = Lines * width * TTile.Columns, copied = Source.Copied(Lines);
        byte* memory = GemmMemory.Own(((own + packed + copied) * sizeof(T)) + (((2 * Lines) + Source.RunCount) * sizeof(nint)) + 64);
        T* tileOwn = (T*)memory, panel = tileOwn + own, copy = panel + packed;
        T** starts = (T**)(((nint)(copy + copied) + 63) & ~(nint)63);
        nint* lines = (nint*)(starts + Lines), runs = lines + Lines;
        Source.FindRuns(runs);
        PlaceStep<T> step = new()
        {
            ARow = sizeof(T),
            ANext = Source.OutputStep * sizeof(T),
            K = width,
            Offsets = lines,
        };
        for (nint first = (nint)start; first < end; first += Lines)
        {
            step.Runs = Math.Min(Lines, (nint)end - first);
            step.Adds = first > start;
            Source.Open(first, first + step.Runs, copy, starts);
            for (nint i = 0; i < step.Runs; i++)
            {
                lines[i] = (nint)starts[i] - (nint)starts[0];
            }

            for (nint q = 0; q < Panels; q++)
            {
                nint column = q * TTile.Columns;
                int columns = (int)Math.Min(TTile.Columns, Filters - column), wide = TTile.Width(columns);
                step.B = D + (first * width * Pixel) + column;
                step.BNext = Pixel * sizeof(T);
                if (columns < wide)
                {
                    TTile.Pack(step.B, 1, Pixel, columns, wide, step.Runs * width, panel);
                    step.B = panel;
                    step.BNext = wide * sizeof(T);
                }

                step.BRun = width * step.BNext;
                for (nint t = tile; t < tileEnd; t++)
                {
                    Tile(ref step, starts[0], runs, t, Sums + (part * Size) + column, columns, tileOwn);
                }
            }
        }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tile(ref PlaceStep<T> step, T* from, nint* runs, nint tile, T* sums, int columns, T* own)
    {
        T** rows = stackalloc T*[12], targets = stackalloc T*[12], groups = stackalloc T*[4];
        nint ofRun = GroupsOfRun, length = Source.RunLength, all = Source.RunCount * ofRun, first = tile * TTile.Groups;
        int count = (int)Math.Min(TTile.Groups, all - first);
        bool whole = columns == TTile.Width(columns);
        for (int g = 0; g < TTile.Groups; g++)
        {
            nint group = first + Math.Min(g, count - 1), run = group / ofRun, usual = group % ofRun * 3, at = Math.Min(usual, length - 3);
            groups[g] = (T*)((byte*)from + runs[run]) + at;
            for (int r = 0; r < 3; r++)
            {
                // Rows that the group before has already go nowhere.
                T* target = g >= count || at + r < usual ? null : sums + (((run * length) + at + r) * Pixel);
                targets[(3 * g) + r] = target;
                rows[(3 * g) + r] = target == null || !whole ? own + (((3 * g) + r) * TTile.Columns) : target;
            }
        }

        step.A0 = groups[0];
        step.A1 = groups[1];
        if (TTile.Groups > 2)
        {
            step.A2 = groups[2];
            step.A3 = groups[3];
        }

        if (whole)
        {
            TTile.Run(step, rows, count, columns);
            return;
        }

        bool adds = step.Adds;
        step.Adds = false;
        TTile.Run(step, rows, count, columns);
        step.Adds = adds;
        for (int r = 0; r < TTile.Groups * 3; r++)
        {
            if (targets[r] != null)
            {
                TTile.Move(rows[r], targets[r], columns, adds);
            }
        }
    }
}
