namespace Nabla.Formats;

/// <summary>The superblock: where the root group is, and how long addresses are. Versions 0 to 3.</summary>
static class Hdf5Superblock
{
    /// <summary>The eight bytes that begin an HDF5 file, or follow a user's block of 512, 1,024, 2,048 … bytes.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10];

    /// <summary>Reads the superblock and sets the source's sizes and base.</summary>
    /// <returns>The address of the root group's header, and the superblock's version.</returns>
    public static (long Root, int Version) Read(Hdf5Source source)
    {
        source.Base = Find(source);
        var block = source.Read(0, Math.Min(source.Length - source.Base, 512), "superblock");
        block.Skip(8);
        var version = block.U8();
        if (version > 3) throw block.Bad($"version {version} is not known");
        return (version < 2 ? Old(block, version) : New(block), version);
    }

    static long Find(Hdf5Source source)
    {
        Span<byte> found = stackalloc byte[8];
        for (var at = 0L; at <= source.Length - 8; at = at == 0 ? 512 : at * 2)
        {
            source.Copy(at, found);
            if (found.SequenceEqual(Signature)) return at;
        }
        throw new ModelFormatException(source.File, "", "it is no HDF5 file: the signature is missing");
    }

    static long Old(Hdf5Cursor block, int version)
    {
        var source = block.Source;
        block.Skip(4);
        Sizes(block);
        block.Skip(1 + 2 + 2 + 4);
        if (version == 1) block.Skip(4);
        var start = block.Offset();
        block.Skip(source.OffsetSize);
        var end = block.Offset();
        var driver = block.Offset();
        CheckEnd(block, start, end);
        if (driver >= 0) CheckDriver(source, driver);
        block.Skip(source.OffsetSize);
        return block.Offset();
    }

    static long New(Hdf5Cursor block)
    {
        Sizes(block);
        block.Skip(1);
        var start = block.Offset();
        var extension = block.Offset();
        var end = block.Offset();
        var root = block.Offset();
        block.Checksum();
        CheckEnd(block, start, end);
        if (extension >= 0) ReadExtension(block.Source, extension);
        return root;
    }

    static void Sizes(Hdf5Cursor block)
    {
        var (offset, length) = (block.U8(), block.U8());
        if (offset is not (2 or 4 or 8) || length is not (2 or 4 or 8)) throw block.Bad($"addresses of {offset} bytes and lengths of {length} are not read: 2, 4 and 8 are");
        (block.Source.OffsetSize, block.Source.LengthSize) = (offset, length);
    }

    // A file that was put behind a user's block later still counts its end from where the superblock was.
    static void CheckEnd(Hdf5Cursor block, long start, long end)
    {
        if (start < 0 || end < 0) throw block.Bad("the file's start or end is not given");
        var moved = end - start;
        if (moved > block.Source.Length - block.Source.Base) throw block.Bad($"the file is cut: {moved:N0} bytes are promised, and {block.Source.Length - block.Source.Base:N0} are there");
    }

    static void CheckDriver(Hdf5Source source, long address)
    {
        var block = source.Read(address, 16, "driver block");
        block.Version(0);
        block.Skip(7);
        throw block.Bad($"the file is one part of several, which the driver '{block.Text(8)}' would join; copy it into one file");
    }

    static void ReadExtension(Hdf5Source source, long address)
    {
        foreach (var message in Hdf5Header.Read(source, address).Messages)
        {
            if (message.Kind != Hdf5MessageKind.SharedTable) continue;
            message.Body.Version(0);
            source.SharedTable = message.Body.Offset();
        }
    }
}
