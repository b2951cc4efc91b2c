namespace Nabla.Kernels;

/// <summary>All lengths of a convolution y[n, o, f] = Σ x[n, o·Stride + t·Dilation − Before, c]·w[t, c, f] over taps t and the channels c of f's group.</summary>
/// <remarks>Row-major arrays: x [Batch, Input, Channels], w [Kernel, Channels ÷ Groups, Filters], y [Batch, Output, Filters].</remarks>
internal readonly struct ConvolutionShape
{
    public nint Batch { get; init; }

    public Space Input { get; init; }

    public nint Channels { get; init; }

    public Space Kernel { get; init; }

    public Space Output { get; init; }

    public nint Filters { get; init; }

    public nint Groups { get; init; }

    public Space Stride { get; init; }

    public Space Dilation { get; init; }

    /// <summary>Zeros in front of each axis; behind it as many as places need.</summary>
    public Space Before { get; init; }

    /// <summary>Channels of one group.</summary>
    public nint GroupChannels => Channels / Groups;

    /// <summary>Filters of one group.</summary>
    public nint GroupFilters => Filters / Groups;

    /// <summary>Products in each sum.</summary>
    public nint Depth => Kernel.Size * GroupChannels;

    /// <summary>Number of places in y.</summary>
    public nint Places => Batch * Output.Size;

    /// <summary>True where each channel has filters of its own.</summary>
    public bool IsDepthwise => GroupChannels == 1 && Groups > 1;

    /// <summary>True where y is x as one matrix times w as another.</summary>
    public bool IsProduct => Kernel.Size == 1 && Groups == 1 && Stride == new Space(1, 1, 1) && Before == default && Input == Output;

    /// <summary>No sum has a term, or there is no sum.</summary>
    public bool IsEmpty => Places * Filters == 0;
}
