using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A convolution by register tiles that read the input where it lies: rows are output places in groups of three, columns filters.</summary>
/// <remarks>A group is three neighbours of an output line, and a tile takes groups of any lines, so that short lines fill it too. The last group of a line ends where
/// the line ends: what it has in common with the one before is computed twice, with the same bits. Each output is one chain over all taps and channels.
/// What ends a sum is done while it is in a register, rounded as operations of their own would.</remarks>
internal unsafe struct ConvolutionPlaces<TTile, T> : IPieces
    where TTile : struct, IPlaceTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Bytes of packed filters that stay in L2 while tiles go by.</summary>
    private const nint HeldBytes = 384 << 10;

    public ConvolutionSource<T> Source;

    /// <summary>Output lines of all images.</summary>
    public nint AllLines;

    /// <summary>First output of the first filter.</summary>
    public T* Target;

    /// <summary>From an output to the next along each axis, in elements.</summary>
    public nint ImageStep;
    public Space Steps;

    /// <summary>Number of filters.</summary>
    public nint Filters;

    /// <summary>The filters in panels: [panel, taps · channels, columns].</summary>
    public T* Packed;

    /// <summary>What is done to sums; scale and bias have a number for each column of all panels.</summary>
    public ConvolutionEnding<T> Ending;

    /// <summary>Output lines of a piece: of one plane, or whole planes.</summary>
    public nint Lines;

    /// <summary>Panels of a piece.</summary>
    public nint PiecePanels;

    public readonly nint Depth => Source.Patches.Columns;

    public readonly nint Panels => (Filters + TTile.Columns - 1) / TTile.Columns;

    private readonly nint Height => Source.Patches.Output.Height;

    private readonly nint Bands => Lines >= Height ? (AllLines + Lines - 1) / Lines : AllLines / Height * BandsOfPlane;

    private readonly nint BandsOfPlane => (Height + Lines - 1) / Lines;

    private readonly nint PanelPieces => (Panels + PiecePanels - 1) / PiecePanels;

    public readonly int Pieces => checked((int)(Bands * PanelPieces));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint band = piece / PanelPieces, panel = piece % PanelPieces * PiecePanels, panelEnd = Math.Min(panel + PiecePanels, Panels);
        nint first = Lines >= Height ? band * Lines : (band / BandsOfPlane * Height) + (band % BandsOfPlane * Lines);
        nint end = Math.Min(first + Lines, Lines >= Height ? AllLines : ((first / Height) + 1) * Height);
        nint width = Source.Patches.Output.Width, ofLine = (width + 2) / 3, groups = (end - first) * ofLine, rounded = (groups + TTile.Groups - 1) / TTile.Groups * TTile.Groups;
        nint tile = TTile.Groups * 3 * TTile.Columns, copied = Source.Copied(end - first);
        byte* memory = GemmMemory.Own(((tile + copied) * sizeof(T)) + (((end - first) + (4 * rounded) + Source.RunCount + (TTile.Groups * 3)) * sizeof(nint)) + 64);
        T* own = (T*)memory, copy = own + tile;
        T** starts = (T**)(((nint)(copy + copied) + 63) & ~(nint)63), froms = starts + (end - first), targets = froms + rounded, ownRows = targets + (3 * rounded);
        nint* runs = (nint*)(ownRows + (TTile.Groups * 3));
        Source.FindRuns(runs);
        Source.Open(first, end, copy, starts);
        Place(first, end, starts, froms, targets);
        for (nint g = groups; g < rounded; g++)
        {
            // The last group once more: the same bits go to the same places.
            froms[g] = froms[groups - 1];
            for (int r = 0; r < 3; r++)
            {
                targets[(3 * g) + r] = targets[(3 * groups) - 3 + r];
            }
        }

        for (int r = 0; r < TTile.Groups * 3; r++)
        {
            ownRows[r] = own + (r * TTile.Columns);
        }

        PlaceStep<T> step = new()
        {
            ARow = Source.OutputStep * sizeof(T),
            ANext = sizeof(T),
            K = Source.RunLength,
            Runs = Source.RunCount,
            Offsets = runs,
        };
        nint held = Math.Max(1, HeldBytes / (Math.Max(Depth, 1) * TTile.Columns * sizeof(T)));
        for (nint q = panel; q < panelEnd; q += held)
        {
            for (nint g = 0; g < groups; g += TTile.Groups)
            {
                Tiles(ref step, froms + g, targets + (3 * g), (int)Math.Min(TTile.Groups, groups - g), q, Math.Min(q + held, panelEnd), ownRows);
            }
        }
    }

    // Where each group reads, and each of its rows goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Place(nint first, nint end, T** starts, T** froms, T** targets)
    {
        nint width = Source.Patches.Output.Width, height = Height, depth = Source.Patches.Output.Depth, from = Source.OutputStep, to = Steps.Width;
        for (nint line = first; line < end; line++, starts++)
        {
            nint plane = line / height;
            T* target = Target + (plane / depth * ImageStep) + (plane % depth * Steps.Depth) + (line % height * Steps.Height);
            for (nint x = 0; x < width; x += 3, targets += 3)
            {
                nint at = Math.Min(x, width - 3);
                *froms++ = *starts + (at * from);
                T* row = target + (at * to);
                targets[0] = row;
                targets[1] = row + to;
                targets[2] = row + (2 * to);
            }
        }
    }

    // One tile of outputs, all filters of some panels.
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tiles(ref PlaceStep<T> step, T** froms, T** targets, int groups, nint firstPanel, nint endPanel, T** ownRows)
    {
        T** rows = stackalloc T*[TTile.Groups * 3];
        step.A0 = froms[0];
        step.A1 = froms[1];
        if (TTile.Groups > 2)
        {
            step.A2 = froms[2];
            step.A3 = froms[3];
        }

        for (nint q = firstPanel; q < endPanel; q++)
        {
            nint column = q * TTile.Columns;
            int columns = (int)Math.Min(TTile.Columns, Filters - column), wide = TTile.Width(columns);
            step.B = Packed + (column * Depth);
            step.BNext = wide * sizeof(T);
            step.BRun = step.K * step.BNext;
            if (columns < wide)
            {
                Narrow(step, targets, groups, column, columns, ownRows);
                continue;
            }

            ConvolutionEnding<T> ending = Ending.From(column);
            step.Scale = ending.Scale;
            step.Bias = ending.Bias;
            step.HasBeside = ending.Beside != null;
            step.Beside = (nint)Ending.Beside - (nint)Target;
            step.Relu = ending.Relu;
            for (int r = 0; r < TTile.Groups * 3; r++)
            {
                rows[r] = targets[r] + column;
            }

            TTile.Run(step, rows, groups, columns);
        }
    }

    // Columns that fill no register: sums go to memory of the thread, and end there.
    private readonly void Narrow(PlaceStep<T> step, T** targets, int groups, nint column, int columns, T** ownRows)
    {
        step.Scale = step.Bias = null;
        step.HasBeside = step.Relu = false;
        TTile.Run(step, ownRows, groups, columns);
        for (int r = 0; r < groups * 3; r++)
        {
            T* to = targets[r] + column, beside = Ending.Beside == null ? null : Ending.Beside + (to - Target);
            if (Ending.IsNone)
            {
                TTile.Move(ownRows[r], to, columns, add: false);
            }
            else
            {
                ConvolutionEndingJob<T>.Apply(Ending, ownRows[r], to, beside, column, columns);
            }
        }
    }
}
