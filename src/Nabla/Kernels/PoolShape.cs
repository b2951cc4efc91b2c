namespace Nabla.Kernels;

/// <summary>All lengths of a pooling: windows over the places of row-major [Batch, Input, Channels], one for each place of [Batch, Output, Channels].</summary>
internal readonly struct PoolShape
{
    public nint Batch { get; init; }

    public Space Input { get; init; }

    public nint Channels { get; init; }

    public Space Window { get; init; }

    public Space Output { get; init; }

    public Space Stride { get; init; }

    /// <summary>Places of the first window before the first element.</summary>
    public Space Before { get; init; }

    /// <summary>From an element of a window to the next.</summary>
    public Space Dilation { get; init; }

    /// <summary>Number of output places.</summary>
    public nint Places => Batch * Output.Size;

    /// <summary>The input place of an element of a window, within its image; −1 outside.</summary>
    public nint At(Space output, Space element)
    {
        nint z = (output.Depth * Stride.Depth) + (element.Depth * Dilation.Depth) - Before.Depth, y = (output.Height * Stride.Height) + (element.Height * Dilation.Height) - Before.Height;
        nint x = (output.Width * Stride.Width) + (element.Width * Dilation.Width) - Before.Width;
        return (nuint)z < (nuint)Input.Depth && (nuint)y < (nuint)Input.Height && (nuint)x < (nuint)Input.Width ? (((z * Input.Height) + y) * Input.Width) + x : -1;
    }

    /// <summary>The input places of a window that lie inside, in order, from the start of their image. Returns how many there are.</summary>
    public nint Inside(Space output, Span<nint> places)
    {
        int count = 0;
        nint z = (output.Depth * Stride.Depth) - Before.Depth;
        for (nint i = 0; i < Window.Depth; i++, z += Dilation.Depth)
        {
            nint y = (output.Height * Stride.Height) - Before.Height;
            for (nint j = 0; j < Window.Height; j++, y += Dilation.Height)
            {
                nint x = (output.Width * Stride.Width) - Before.Width;
                for (nint k = 0; k < Window.Width; k++, x += Dilation.Width)
                {
                    if ((nuint)z < (nuint)Input.Depth && (nuint)y < (nuint)Input.Height && (nuint)x < (nuint)Input.Width)
                    {
                        places[count++] = (((z * Input.Height) + y) * Input.Width) + x;
                    }
                }
            }
        }

        return count;
    }
}
