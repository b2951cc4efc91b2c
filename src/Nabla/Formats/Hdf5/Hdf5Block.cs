using System.Buffers.Binary;

namespace Nabla.Formats;

/// <summary>Little-endian fields of a block that is to be written.</summary>
sealed class Hdf5Block
{
    public const ulong Undefined = ulong.MaxValue;

    readonly List<byte> bytes = [];

    public int Length => bytes.Count;

    public byte[] ToArray() => [.. bytes];

    public Hdf5Block U8(params ReadOnlySpan<byte> values)
    {
        bytes.AddRange(values);
        return this;
    }

    public Hdf5Block U16(int value)
    {
        Span<byte> field = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(field, checked((ushort)value));
        return U8(field);
    }

    public Hdf5Block U32(long value)
    {
        Span<byte> field = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(field, checked((uint)value));
        return U8(field);
    }

    public Hdf5Block U64(long value) => U64((ulong)value);

    public Hdf5Block U64(ulong value)
    {
        Span<byte> field = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(field, value);
        return U8(field);
    }

    public Hdf5Block Letters(string text)
    {
        foreach (var letter in text) bytes.Add((byte)letter);
        return this;
    }

    /// <summary>Text with the zero byte that ends it.</summary>
    public Hdf5Block Text(string text) => U8(Files.ByteText.ToBytes(text)).U8(0);

    public Hdf5Block Zeros(long count)
    {
        for (var i = 0L; i < count; i++) bytes.Add(0);
        return this;
    }

    /// <summary>Zeros up to a length.</summary>
    public Hdf5Block FillTo(long length) => Zeros(length - Length);

    /// <summary>Zeros up to the next multiple of eight.</summary>
    public Hdf5Block Align() => FillTo((Length + 7) / 8 * 8);
}
