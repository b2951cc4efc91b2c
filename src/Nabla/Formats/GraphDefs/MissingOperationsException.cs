namespace Nabla;

/// <summary>A graph of a file has nodes of types that Nabla does not compute.</summary>
public sealed class MissingOperationsException : ModelFormatException
{
    internal MissingOperationsException(string file, IReadOnlyList<string> types)
        : base(file, "", $"it has nodes of {types.Count} op types that Nabla does not compute: {string.Join(", ", types)}") => Types = types;

    /// <summary>The op types, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Types { get; }
}
