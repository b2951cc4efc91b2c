namespace Nabla.Kernels;

/// <summary>How work of one shape is cut into pieces: never by the number of threads.</summary>
internal static class Cut
{
    /// <summary>Number of pieces for <paramref name="units"/> units that hold <paramref name="elements"/> elements together.</summary>
    /// <remarks>A piece has about 16 Ki elements, so that handing it out costs little beside its work; there are at most 64.</remarks>
    public static int Pieces(long units, long elements) => (int)Math.Clamp(Math.Min(units, elements >> 14), 1, 64);

    /// <summary>The units of one piece: [start, end).</summary>
    public static (long Start, long End) Range(long units, int pieces, int piece)
    {
        long whole = units / pieces, rest = units % pieces;
        long start = piece * whole + Math.Min(piece, rest);
        return (start, start + whole + (piece < rest ? 1 : 0));
    }
}
