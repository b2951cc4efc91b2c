namespace Nabla.Formats;

/// <summary>An HDF5 file, open for reading. Reading needs no other file: soft and external links and external data are listed, never followed.</summary>
/// <remarks>
/// Read: superblocks 0 to 3, groups of both kinds, contiguous, compact and chunked data with every index of chunks, gzip, shuffle, fletcher32, scale-offset and lzf; whole numbers, floats of any layout, half,
/// bfloat16, text, enumerations, truth values, compound elements, small arrays, lists, raw bytes, pointers; attributes however they are stored. Refused when read: virtual datasets, data in
/// other files, other filters, whole numbers of more than 64 bits. Format: HDF5 File Format Specification, version 3.0.
/// Several threads may read at once.
/// </remarks>
public sealed class Hdf5File : IDisposable
{
    readonly Hdf5Source source;

    Hdf5File(Hdf5Source source)
    {
        this.source = source;
        try
        {
            (var root, SuperblockVersion) = Hdf5Superblock.Read(source);
            Root = new Hdf5Reader(source).Open(root, "/") as Hdf5Group ?? throw new ModelFormatException(source.File, "", "its root is no group");
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The group that holds all others.</summary>
    public Hdf5Group Root { get; }

    /// <summary>What error messages call the file.</summary>
    public string Name => source.File;

    /// <summary>Version of the superblock: 0 and 1 for files that every HDF5 library reads, 2 and 3 for newer ones.</summary>
    public int SuperblockVersion { get; }

    /// <summary>Bytes before the superblock, which are the user's own.</summary>
    public long UserBlock => source.Base;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ModelFormatException">It is no HDF5 file, or one that is refused.</exception>
    public static Hdf5File Open(string path, LoadLimits? limits = null) =>
        Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), Path.GetFileName(path), limits);

    /// <summary>Opens a file from its bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">It is no HDF5 file, or one that is refused.</exception>
    public static Hdf5File Open(byte[] content, string file, LoadLimits? limits = null) => Open(new MemoryStream(content), file, limits);

    /// <summary>Opens a file from a seekable stream, which is disposed with it.</summary>
    /// <param name="stream">The bytes, from their start to their end.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">It is no HDF5 file, or one that is refused.</exception>
    public static Hdf5File Open(Stream stream, string file, LoadLimits? limits = null) => new(new Hdf5Source(stream, file, limits ?? LoadLimits.Default));

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
