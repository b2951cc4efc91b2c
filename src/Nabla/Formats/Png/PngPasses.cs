namespace Nabla.Formats;

/// <summary>One pass over a picture: dots at rows Top + i·StepY and columns Left + j·StepX.</summary>
readonly record struct PngPass(int Left, int Top, int StepX, int StepY)
{
    static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    // Adam7: the picture comes seven times, each pass filling gaps of those before (PNG specification, section 8).
    static readonly PngPass[] Adam7 =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    public static IReadOnlyList<PngPass> Of(PngHeader header) => header.Interlaced ? Adam7 : Whole;

    public int Columns(PngHeader header) => header.Width <= Left ? 0 : (int)(((long)header.Width - Left + StepX - 1) / StepX);

    public int Rows(PngHeader header) => header.Height <= Top ? 0 : (int)(((long)header.Height - Top + StepY - 1) / StepY);

    /// <summary>Bytes of all inflated rows with their filter bytes.</summary>
    public static long InflatedBytes(PngHeader header)
    {
        UInt128 sum = 0;
        foreach (PngPass pass in Of(header))
        {
            int columns = pass.Columns(header);
            if (columns > 0)
            {
                sum += (UInt128)(1 + header.RowBytes(columns)) * (UInt128)pass.Rows(header);
            }
        }

        return sum > long.MaxValue ? long.MaxValue : (long)sum;
    }
}
