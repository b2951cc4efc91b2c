using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Where the filters of a convolution lie: tap by tap, as tiles multiply them.</summary>
/// <remarks>Element (tap, k, filter) lies at First + place of the tap + k·Row + filter·Column.</remarks>
internal unsafe struct ConvolutionFilters<T>
    where T : unmanaged
{
    /// <summary>First element of the kernel's first tap.</summary>
    public T* First;

    /// <summary>Number of filters.</summary>
    public nint Count;

    /// <summary>From a filter to the next.</summary>
    public nint Column;

    /// <summary>From a channel to the next.</summary>
    public nint Row;

    /// <summary>Channels of a tap.</summary>
    public nint Channels;

    /// <summary>Elements of a tap.</summary>
    public nint TapSize;

    /// <summary>The same filters as tiles read them, where they were packed before; else null.</summary>
    public T* Packed;

    /// <summary>Lengths of the kernel.</summary>
    public Space Kernel;

    /// <summary>The taps along each axis, in the order of runs.</summary>
    public ConvolutionTaps Depth;
    public ConvolutionTaps Height;
    public ConvolutionTaps Width;
}

/// <summary>Where the outputs of a convolution go, and what is done to them.</summary>
internal unsafe struct ConvolutionTarget<T>
    where T : unmanaged
{
    /// <summary>First output of the first filter.</summary>
    public T* First;

    /// <summary>From an output to the next along each axis, in elements.</summary>
    public nint ImageStep;
    public Space Steps;

    /// <summary>What is done to sums.</summary>
    public ConvolutionEnding<T> Ending;
}

/// <summary>Puts filters side by side as tiles read them: [panel, taps · channels, columns].</summary>
internal unsafe struct FilterPacker<TTile, T> : IPieces
    where TTile : struct, IPlaceTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public ConvolutionFilters<T> Filters;

    /// <summary>Taps · channels.</summary>
    public nint Depth;

    public T* Packed;

    public readonly void Run(int piece)
    {
        nint column = piece * TTile.Columns;
        int columns = (int)Math.Min(TTile.Columns, Filters.Count - column), wide = TTile.Width(columns);
        T* target = Packed + (column * Depth), source = Filters.First + (column * Filters.Column);
        for (nint z = 0; z < Filters.Depth.Count; z++)
        {
            for (nint y = 0; y < Filters.Height.Count; y++)
            {
                for (nint x = 0; x < Filters.Width.Count; x++, target += Filters.Channels * wide)
                {
                    nint tap = (((Filters.Depth.Tap + (z * Filters.Depth.TapStep)) * Filters.Kernel.Height) + Filters.Height.Tap + (y * Filters.Height.TapStep)) * Filters.Kernel.Width;
                    tap += Filters.Width.Tap + (x * Filters.Width.TapStep);
                    TTile.Pack(source + (tap * Filters.TapSize), Filters.Column, Filters.Row, columns, wide, Filters.Channels, target);
                }
            }
        }
    }
}
