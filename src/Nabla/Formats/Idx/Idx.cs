using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>The idx files in which MNIST comes: bytes ↔ arrays, plain or gzip.</summary>
/// <remarks>Two zero bytes, the element type, the number of axes, each length as a big-endian 32-bit number, then the elements, big-endian.
/// http://yann.lecun.com/exdb/mnist/</remarks>
public static class Idx
{
    // Refusing a file may cost this much and four times its size (see LoadLimits); below it the array is allocated at once.
    const long Free = 60L << 20;

    /// <summary>Reads a file, plain or gzip.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, incomplete, or larger than the limits.</exception>
    public static IdxArray Read(string path, LoadLimits? limits = null)
    {
        limits ??= LoadLimits.Default;
        return Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16), new FileInfo(path).Length, limits, path);
    }

    /// <summary>Reads the bytes of a file, plain or gzip.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">How much it may ask for.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ModelFormatException">The file is damaged, incomplete, or larger than the limits.</exception>
    public static IdxArray Decode(byte[] file, LoadLimits? limits = null, string name = "idx") =>
        Read(() => new MemoryStream(file, writable: false), file.Length, limits ?? LoadLimits.Default, name);

    /// <summary>Writes an array as an idx file.</summary>
    /// <param name="array">What to write.</param>
    /// <param name="gzip">True compresses it.</param>
    public static byte[] Encode(IdxArray array, bool gzip = false)
    {
        using MemoryStream file = new();
        using (Stream stream = gzip ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : new BufferedStream(file))
        {
            Span<byte> number = [0, 0, (byte)array.Type, checked((byte)array.Lengths.Count)];
            stream.Write(number);
            foreach (int length in array.Lengths)
            {
                BinaryPrimitives.WriteInt32BigEndian(number, length);
                stream.Write(number);
            }

            byte[] elements = [.. array.Bytes];
            Swap(elements, IdxArray.SizeOf(array.Type));
            stream.Write(elements);
        }

        // The gzip stream writes its end when it is closed; the memory gives its bytes even when closed with it.
        return file.ToArray();
    }

    static IdxArray Read(Func<Stream> open, long fileSize, LoadLimits limits, string name)
    {
        try
        {
            using Stream stream = Inflated(open());
            (IdxType type, int[] lengths, long size) = ReadHeader(stream, limits, name);
            if (stream is GZipStream)
            {
                CheckLength(open, fileSize, 4 + (4L * lengths.Length) + size, name);
            }

            if (size > Free + (4 * fileSize))
            {
                Prove(open, lengths.Length, size, name);
            }

            byte[] bytes = new byte[size];
            stream.ReadExactly(bytes);
            if (stream.ReadByte() >= 0)
            {
                throw new ModelFormatException(name, "", $"the file goes on after the {size:N0} bytes that its header promises");
            }

            Swap(bytes, IdxArray.SizeOf(type));
            return new(type, lengths, bytes);
        }
        catch (EndOfStreamException)
        {
            throw new ModelFormatException(name, "", "the file ends before the last element that its header promises");
        }
        catch (InvalidDataException e)
        {
            throw new ModelFormatException(name, "", $"the gzip data are damaged ({e.Message.TrimEnd('.')})");
        }
    }

    static (IdxType Type, int[] Lengths, long Size) ReadHeader(Stream stream, LoadLimits limits, string name)
    {
        Span<byte> number = stackalloc byte[4];
        stream.ReadExactly(number);
        if (number[0] != 0 || number[1] != 0 || number[2] is not (0x08 or 0x09 or 0x0B or 0x0C or 0x0D or 0x0E))
        {
            throw new ModelFormatException(
                name, "", $"the file begins with {number[0]:x2} {number[1]:x2} {number[2]:x2}, and an idx file with 00 00 and 08, 09, 0b, 0c, 0d or 0e");
        }

        IdxType type = (IdxType)number[2];
        int rank = number[3];
        if (rank > limits.MaxRank)
        {
            throw new ModelFormatException(name, "", $"the array has {rank} axes, and at most {limits.MaxRank} are read");
        }

        int[] lengths = new int[rank];
        UInt128 size = (UInt128)IdxArray.SizeOf(type);
        bool empty = false;
        for (int k = 0; k < rank; k++)
        {
            stream.ReadExactly(number);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(number);
            empty |= length == 0;
            // Products of 64 lengths below 2³¹ leave 128 bits, so the running product stops at a size that is refused anyway.
            size = size > (1UL << 60) ? size : size * length;
            if (length > int.MaxValue)
            {
                throw new ModelFormatException(name, "", $"axis {k} has the length {length:N0}, and at most {int.MaxValue:N0} is read");
            }

            lengths[k] = (int)length;
        }

        if (empty)
        {
            size = 0;
        }

        long most = Math.Min(limits.MaxDecodedBytes, Array.MaxLength);
        return size <= (UInt128)most
            ? (type, lengths, (long)size)
            : throw new ModelFormatException(name, "", $"the array [{string.Join(", ", lengths)}] of {type} takes more than the {most:N0} bytes that are allowed");
    }

    // Reads to the end without keeping anything, so that a file that promises much and holds little takes no memory.
    static void Prove(Func<Stream> open, int rank, long size, string name)
    {
        using Stream stream = Inflated(open());
        byte[] part = new byte[1 << 16];
        long held = -4 - (4L * rank);
        for (int count = stream.Read(part); count > 0 && held < size; count = stream.Read(part))
        {
            held += count;
        }

        if (held < size)
        {
            throw new ModelFormatException(name, "", $"the file holds {held:N0} bytes of elements, and its header promises {size:N0}");
        }
    }

    // The inflating stream does not notice a file cut within its last eight bytes, the checksum and the length.
    static void CheckLength(Func<Stream> open, long fileSize, long length, string name)
    {
        using Stream file = open();
        Span<byte> number = stackalloc byte[4];
        file.Position = Math.Max(0, fileSize - 4);
        file.ReadExactly(number);
        if (BinaryPrimitives.ReadUInt32LittleEndian(number) != (uint)length)
        {
            throw new ModelFormatException(name, "", $"the gzip file ends with another length than the {length:N0} bytes that the idx header promises: it is damaged or not complete");
        }
    }

    static Stream Inflated(Stream file)
    {
        int first = file.ReadByte();
        int second = file.ReadByte();
        file.Position = 0;
        return first == 0x1F && second == 0x8B ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    static void Swap(Span<byte> elements, int size)
    {
        if (size > 1 && BitConverter.IsLittleEndian)
        {
            for (int i = 0; i < elements.Length; i += size)
            {
                elements.Slice(i, size).Reverse();
            }
        }
    }
}
