namespace Nabla.Formats.TensorFlow;

/// <summary>Numbers of the sorted table, the format of a checkpoint's index (LevelDB's table format: blocks of keys and values, an index block, a footer).</summary>
static class SortedTable
{
    /// <summary>Bytes of the footer: two block handles padded to 40 bytes, and <see cref="Magic"/>.</summary>
    public const int FooterLength = 48;

    /// <summary>Bytes after a block: how it is packed, and the masked checksum of the block and that byte.</summary>
    public const int TrailerLength = 5;

    /// <summary>The last eight bytes of a table, lowest first.</summary>
    public const ulong Magic = 0xDB4775248B80FB57;

    /// <summary>A block as it stands.</summary>
    public const byte Plain = 0;

    /// <summary>A block packed by Snappy.</summary>
    public const byte Packed = 1;
}

/// <summary>Where a block lies, without its trailer.</summary>
readonly record struct BlockHandle(long Offset, long Size);
