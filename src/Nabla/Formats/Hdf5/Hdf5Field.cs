namespace Nabla.Formats;

/// <summary>A field of a compound type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where in an element's bytes it begins.</param>
/// <param name="Type">Its type.</param>
public sealed record Hdf5Field(string Name, int Offset, Hdf5Type Type);
