namespace Nabla.Data;

/// <summary>A file of a known data set: its name, its size and the SHA-256 of its bytes.</summary>
readonly record struct DatasetFile(string Name, long Size, string Sha256);
