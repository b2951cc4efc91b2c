namespace Nabla.Formats;

/// <summary>A kind of file that <see cref="Inspector"/> knows.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Knows">Whether a path is of this kind, from the path and the first bytes of the file (none for a folder or a path that is no file).</param>
/// <param name="Read">Describes it.</param>
sealed record FileKind(string Name, FileKind.Test Knows, Func<string, LoadLimits, Inspection> Read)
{
    /// <summary>Looks at a path and at the first bytes of the file there.</summary>
    public delegate bool Test(string path, ReadOnlySpan<byte> start);
}
