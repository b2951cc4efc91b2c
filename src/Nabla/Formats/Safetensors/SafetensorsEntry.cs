namespace Nabla.Formats;

/// <summary>A tensor as the header of a safetensors file lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Length of each axis; empty for a scalar.</param>
/// <param name="Length">Bytes that it takes.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, long Length)
{
    /// <summary>Where its bytes begin, counted from the first byte behind the header.</summary>
    internal long Begin { get; init; }
}
