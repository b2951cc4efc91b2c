namespace Nabla.Formats;

/// <summary>How a dataset is stored in chunks, which may be compressed.</summary>
/// <param name="Chunk">Lengths of a chunk, one for each axis of the dataset.</param>
/// <param name="Gzip">Whether chunks are compressed.</param>
/// <param name="Shuffle">Whether the bytes of the elements are sorted by their weight first, which compresses better.</param>
/// <param name="Fletcher32">Whether each chunk ends with a checksum.</param>
public sealed record Hdf5Storage(IReadOnlyList<long> Chunk, bool Gzip = true, bool Shuffle = false, bool Fletcher32 = false);
