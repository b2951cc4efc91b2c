using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Writes an HDF5 file in the form that Keras's and h5py's files have by default: superblock 0, symbol tables, headers of version 1. Every HDF5 library reads it.</summary>
/// <remarks>Groups and datasets are described first, then written in one go. The same description gives the same bytes. Text that occurs more than once is stored once.</remarks>
public sealed class Hdf5Writer
{
    /// <summary>The group that holds all others.</summary>
    public Hdf5GroupBuilder Root { get; } = new("/");

    /// <summary>Writes the file; a crash leaves the old one or the whole new one.</summary>
    public void Write(string path) => CrashSafeFile.Write(path, Write);

    /// <summary>Writes the file from the stream's place on. The stream need not be seekable.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // Addresses lead from a group to its members, which are written first. Only the superblock leads forward: a first pass finds out where to.
        var places = new Hdf5Emission(Root, null, null);
        places.Run();
        new Hdf5Emission(Root, stream, places).Run();
    }
}
