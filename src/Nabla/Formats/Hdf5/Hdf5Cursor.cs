using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Reads fields of a block one after another; a field that would leave the block is refused.</summary>
sealed class Hdf5Cursor(Hdf5Source source, byte[] bytes, long address, string what, int begin = 0, int? stop = null)
{
    readonly int first = begin, end = stop ?? bytes.Length;
    int position = begin;

    public Hdf5Source Source => source;

    public string What => what;

    /// <summary>Where the block begins in the file.</summary>
    public long Address => address;

    /// <summary>The next field's place in the block's bytes.</summary>
    public int Position => position;

    public int Left => end - position;

    /// <summary>All bytes from the block's first one to the next field.</summary>
    public ReadOnlySpan<byte> Before => bytes.AsSpan(first, position - first);

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left) throw Bad($"it ends early: {count:N0} bytes are needed and {Left:N0} are left");
        position += (int)count;
        return bytes.AsSpan(Position - (int)count, (int)count);
    }

    /// <summary>The next bytes as a block of their own.</summary>
    public Hdf5Cursor Part(long count, string? name = null)
    {
        var from = Position;
        Take(count);
        return new Hdf5Cursor(source, bytes, address, name ?? what, from, Position);
    }

    /// <summary>The rest of the block from a place that is counted from the next field.</summary>
    public Hdf5Cursor At(int offset) => new(source, bytes, address, what, Position + offset, end);

    public void Skip(long count) => Take(count);

    /// <summary>Goes to the next multiple of eight bytes, counted from a place.</summary>
    public void Align(int from)
    {
        var over = (Position - from) % 8;
        if (over > 0) Skip(Math.Min(8 - over, Left));
    }

    public byte U8() => Take(1)[0];

    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A length in 32 bits that is used as an int.</summary>
    public int Size32()
    {
        var value = U32();
        return value <= int.MaxValue ? (int)value : throw Bad($"a size of {value:N0} is more than such a field may hold");
    }

    /// <summary>A little-endian number of 1 to 8 bytes.</summary>
    public ulong Number(int size)
    {
        var value = 0UL;
        var field = Take(size);
        for (var i = size - 1; i >= 0; i--) value = (value << 8) | field[i];
        return value;
    }

    /// <summary>An address; −1 where it is undefined.</summary>
    public long Offset() => Long(source.OffsetSize, "an address");

    /// <summary>A length; −1 where it is undefined or unlimited.</summary>
    public long Length() => Long(source.LengthSize, "a length");

    /// <summary>A number of some bytes that is used as a long; −1 where all its bits are set.</summary>
    public long Long(int size, string name)
    {
        if (size is < 1 or > 8) throw Bad($"{name} of {size} bytes is not read");
        var value = Number(size);
        if (value == (size == 8 ? ulong.MaxValue : (1UL << (8 * size)) - 1)) return -1;
        return value <= long.MaxValue ? (long)value : throw Bad($"{name} of {value} is more than a file can hold");
    }

    /// <summary>Text that a zero byte ends.</summary>
    public string Text()
    {
        var length = bytes.AsSpan(Position, Left).IndexOf((byte)0);
        if (length < 0) throw Bad("a text has no end");
        var text = ByteText.FromBytes(Take(length));
        Skip(1);
        return text;
    }

    /// <summary>Text of a given length, up to a zero byte where there is one.</summary>
    public string Text(long count)
    {
        var field = Take(count);
        var zero = field.IndexOf((byte)0);
        return ByteText.FromBytes(zero < 0 ? field : field[..zero]);
    }

    /// <summary>Four letters that say what a block is.</summary>
    public void Signature(string letters)
    {
        var found = Take(4);
        for (var i = 0; i < 4; i++)
        {
            if (found[i] != letters[i]) throw Bad($"it does not begin with '{letters}'");
        }
    }

    public void Version(int expected)
    {
        var found = U8();
        if (found != expected) throw Bad($"version {found} is not known");
    }

    /// <summary>Compares the checksum that comes next with that of all bytes before it.</summary>
    public void Checksum()
    {
        var sum = Hdf5Checksum.Lookup3(Before);
        if (U32() != sum) throw Bad("it does not match its checksum");
    }

    public ModelFormatException Bad(string reason) => source.Bad(what, address, reason);
}
