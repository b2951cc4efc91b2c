using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>The gradient of a convolution's input by register tiles whose rows are output places: each tap's product is added to the input place that the tap reads.</summary>
/// <remarks>Nothing is multiplied with zeros around the output, as turning the convolution round would: that matters for small images and for strides. A piece is an image and
/// some panels of channels, so that nobody else adds to its places; they get their terms tile by tile, tap by tap. Terms that fall beside the image go to a row that nobody reads.</remarks>
internal unsafe struct ConvolutionScatter<TTile, T> : IPieces
    where TTile : struct, IPlaceTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public ConvolutionShape Shape;

    /// <summary>First output gradient of the group's first filter.</summary>
    public T* D;

    /// <summary>The group's first channel.</summary>
    public T* X;

    /// <summary>The filters: [tap, panel of channels, filters, columns].</summary>
    public T* Packed;

    /// <summary>Panels of a piece.</summary>
    public nint PiecePanels;

    public readonly nint Channels => Shape.GroupChannels;

    public readonly nint Panels => (Channels + TTile.Columns - 1) / TTile.Columns;

    /// <summary>Elements of a packed tap.</summary>
    public readonly nint TapSize => Panels * TTile.Columns * Shape.GroupFilters;

    private readonly nint PanelPieces => (Panels + PiecePanels - 1) / PiecePanels;

    public readonly int Pieces => checked((int)(Shape.Batch * PanelPieces));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint image = piece / PanelPieces, panel = piece % PanelPieces * PiecePanels, panelEnd = Math.Min(panel + PiecePanels, Panels);
        T* x = X + (image * Shape.Input.Size * Shape.Channels), d = D + (image * Shape.Output.Size * Shape.Filters);
        nint firstChannel = panel * TTile.Columns, channels = Math.Min(panelEnd * TTile.Columns, Channels) - firstChannel;
        Clear(x + firstChannel, channels);
        nint tile = TTile.Groups * 3 * TTile.Columns;
        T* own = (T*)GemmMemory.Own(2 * tile * sizeof(T));
        new Span<T>(own, (int)(2 * tile)).Clear();
        nint offset = 0, width = Shape.Output.Width, ofLine = (width + 2) / 3, groups = Shape.Output.Depth * Shape.Output.Height * ofLine;
        nint* places = stackalloc nint[4 * 4];
        T** froms = stackalloc T*[4];
        PlaceStep<T> step = new() { ARow = Shape.Filters * sizeof(T), ANext = sizeof(T), K = Shape.GroupFilters, Runs = 1, Offsets = &offset, Adds = true };
        for (nint first = 0; first < groups; first += TTile.Groups)
        {
            int count = (int)Math.Min(TTile.Groups, groups - first);
            for (int g = 0; g < TTile.Groups; g++)
            {
                nint group = first + Math.Min(g, count - 1), line = group / ofLine, usual = group % ofLine * 3, at = Math.Min(usual, width - 3);
                froms[g] = d + (((line * width) + at) * Shape.Filters);

                // Rows that the group before has already are left out.
                places[4 * g] = line / Shape.Output.Height;
                places[(4 * g) + 1] = line % Shape.Output.Height;
                places[(4 * g) + 2] = at;
                places[(4 * g) + 3] = g >= count ? 3 : usual - at;
            }

            step.A0 = froms[0];
            step.A1 = froms[1];
            if (TTile.Groups > 2)
            {
                step.A2 = froms[2];
                step.A3 = froms[3];
            }

            for (nint tap = 0; tap < Shape.Kernel.Size; tap++)
            {
                Tap(ref step, tap, places, count, x, panel, panelEnd, own);
            }
        }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tap(ref PlaceStep<T> step, nint tap, nint* places, int count, T* x, nint panel, nint panelEnd, T* own)
    {
        T** rows = stackalloc T*[12], targets = stackalloc T*[12];
        Space at = Shape.Kernel.At(tap);
        nint moved = (at.Width * Shape.Dilation.Width) - Shape.Before.Width, aside = Shape.Stride.Width * Shape.Channels;
        bool any = false;
        for (int g = 0; g < TTile.Groups; g++, places += 4)
        {
            nint z = (places[0] * Shape.Stride.Depth) + (at.Depth * Shape.Dilation.Depth) - Shape.Before.Depth;
            nint y = (places[1] * Shape.Stride.Height) + (at.Height * Shape.Dilation.Height) - Shape.Before.Height;
            bool inside = (nuint)z < (nuint)Shape.Input.Depth && (nuint)y < (nuint)Shape.Input.Height;
            nint left = (places[2] * Shape.Stride.Width) + moved;
            T* row = x + (((((z * Shape.Input.Height) + y) * Shape.Input.Width) + left) * Shape.Channels);
            for (int r = 0; r < 3; r++, left += Shape.Stride.Width, row += aside)
            {
                bool counts = inside && r >= places[3] && (nuint)left < (nuint)Shape.Input.Width;
                targets[(3 * g) + r] = counts ? row : null;
                any |= counts;
            }
        }

        for (nint q = panel; q < panelEnd && any; q++)
        {
            nint column = q * TTile.Columns;
            int columns = (int)Math.Min(TTile.Columns, Channels - column), wide = TTile.Width(columns);
            step.B = Packed + (tap * TapSize) + (column * Shape.GroupFilters);
            step.BNext = wide * sizeof(T);
            bool whole = columns == wide;
            step.Adds = whole;
            for (int r = 0; r < TTile.Groups * 3; r++)
            {
                T* spare = own + (r * TTile.Columns);
                rows[r] = whole && targets[r] != null ? targets[r] + column : spare;
            }

            TTile.Run(step, rows, count, columns);
            for (int r = 0; r < TTile.Groups * 3 && !whole; r++)
            {
                if (targets[r] != null)
                {
                    TTile.Move(rows[r], targets[r] + column, columns, add: true);
                }
            }
        }
    }

    private readonly void Clear(T* x, nint channels)
    {
        if (channels == Shape.Channels)
        {
            NativeMemory.Clear(x, (nuint)(Shape.Input.Size * channels * sizeof(T)));
            return;
        }

        for (nint i = 0; i < Shape.Input.Size; i++, x += Shape.Channels)
        {
            NativeMemory.Clear(x, (nuint)(channels * sizeof(T)));
        }
    }
}
