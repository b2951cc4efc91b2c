namespace Nabla;

/// <summary>How much a file may ask for while it is read. What asks for more is refused with a <see cref="ModelFormatException"/>.</summary>
/// <remarks>
/// Refusing a file costs at most 64 MiB and four times the file's size. A good file may also take its own arrays, which are made only when their bytes are known to be
/// there, up to <see cref="MaxDecodedBytes"/>. Loading never runs code and opens no socket.
/// </remarks>
public sealed record LoadLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static LoadLimits Default { get; } = new();

    /// <summary>Most bytes that the arrays and texts of one file may take when decoded; 4 GiB by default.</summary>
    public long MaxDecodedBytes { get; init; } = 4L << 30;

    /// <summary>Most levels that lists, objects, groups or messages may stand inside one another; 64 by default.</summary>
    public int MaxNesting { get; init; } = 64;

    /// <summary>Most members of one archive, entries of one table or keys of one object; 1,000,000 by default.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>Most axes of one array; 64 by default, as in NumPy.</summary>
    public int MaxRank { get; init; } = 64;

    /// <summary>What the decoded contents may take before a first pass has shown that all of it can be decoded.</summary>
    internal const long Unproven = 32L << 20;
}
