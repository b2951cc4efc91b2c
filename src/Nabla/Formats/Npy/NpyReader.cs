using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Nabla.Formats;

/// <summary>Reads the elements of a .npy file.</summary>
static class NpyReader
{
    const int Chunk = 1 << 20;

    /// <summary>Reads an array from a stream of which <paramref name="length"/> bytes are left and sure to come; bytes after the array are ignored, as NumPy does.</summary>
    public static NpyArray Read(Stream stream, long length, string file, string place, LoadLimits limits)
    {
        var header = NpyHeader.Read(stream, length, file, place, limits, out var taken);
        var (type, count) = (header.Type, header.Count);
        ModelFormatException Bad(string reason) => new(file, place, reason);
        if (type.Size > 0 && count > (length - taken) / type.Size) throw Bad($"the shape [{string.Join(", ", header.Shape)}] of '{type.Description}' needs {(Int128)count * type.Size:N0} bytes, and {length - taken:N0} follow");
        if (type.Size == 0 && count > limits.MaxEntries) throw Bad($"the shape [{string.Join(", ", header.Shape)}] holds {count:N0} empty texts, and at most {limits.MaxEntries:N0} are read");
        if (count > Array.MaxLength || count * type.Size > limits.MaxDecodedBytes)
            throw Bad($"{count:N0} elements of '{type.Description}' are more than the limits allow");
        try
        {
            return new NpyArray(type, header.Shape, Values(stream, header, (int)count, limits));
        }
        catch (FormatException error)
        {
            throw new ModelFormatException(file, place, error.Message, error);
        }
        catch (EndOfStreamException error)
        {
            throw new ModelFormatException(file, place, "the elements end early", error);
        }
    }

    static Array Values(Stream stream, NpyHeader header, int count, LoadLimits limits) => (header.Type.Kind, header.Type.Size) switch
    {
        ('b', _) => Numbers<bool>(stream, header, count),
        ('i', 1) => Numbers<sbyte>(stream, header, count),
        ('i', 2) => Numbers<short>(stream, header, count),
        ('i', 4) => Numbers<int>(stream, header, count),
        ('i', 8) => Numbers<long>(stream, header, count),
        ('u', 1) => Numbers<byte>(stream, header, count),
        ('u', 2) => Numbers<ushort>(stream, header, count),
        ('u', 4) => Numbers<uint>(stream, header, count),
        ('u', 8) => Numbers<ulong>(stream, header, count),
        ('f', 2) => Numbers<Half>(stream, header, count),
        ('f', 4) => Numbers<float>(stream, header, count),
        ('f', 8) => Numbers<double>(stream, header, count),
        ('c', 8) => Numbers<Complex64>(stream, header, count),
        ('c', _) => Numbers<Complex>(stream, header, count),
        ('V', _) => Numbers<BFloat16>(stream, header, count),
        ('M', _) => Dates(Numbers<long>(stream, header, count), header.Type.Unit),
        _ => Texts(stream, header, count, limits),
    };

    static T[] Numbers<T>(Stream stream, NpyHeader header, int count) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        var perChunk = Chunk / header.Type.Size;
        for (var at = 0; at < count; at += perChunk)
        {
            var bytes = MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(perChunk, count - at)));
            stream.ReadExactly(bytes);
            if (header.Type.Kind == 'b' && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0) throw new FormatException("a truth value is neither 0 nor 1");
            if (header.Type.IsBigEndian) Reverse(bytes, header.Type.Word);
        }
        return header.IsColumnMajor ? RowMajor(values, header.Shape) : values;
    }

    static void Reverse(Span<byte> bytes, int word)
    {
        if (word == 2) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<byte, ushort>(bytes));
        if (word == 4) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(bytes), MemoryMarshal.Cast<byte, uint>(bytes));
        if (word == 8) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(bytes), MemoryMarshal.Cast<byte, ulong>(bytes));
    }

    static string[] Dates(long[] values, string unit) => Array.ConvertAll(values, value => NpyDate.Text(value, unit));

    static string[] Texts(Stream stream, NpyHeader header, int count, LoadLimits limits)
    {
        var size = header.Type.Size;
        if (size == 0) return [.. Enumerable.Repeat("", count)];
        // What one text takes in memory: a reference, a string object, and its characters.
        if (count * (40.0 + 2.0 * size / header.Type.Word) > limits.MaxDecodedBytes) throw new FormatException($"{count:N0} texts of '{header.Type.Description}' are more than the limits allow");
        var bytes = new byte[checked(count * (long)size)];
        stream.ReadExactly(bytes);
        if (header.Type.IsBigEndian) Reverse(bytes, header.Type.Word);
        if (header.Type.Kind == 'U')
        {
            foreach (var point in MemoryMarshal.Cast<byte, uint>(bytes))
            {
                if (!Rune.IsValid(point)) throw new FormatException($"the text holds {point:X}, which is no character");
            }
        }
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var text = bytes.AsSpan(i * size, size);
            texts[i] = header.Type.Kind == 'U' ? Encoding.UTF32.GetString(text).TrimEnd('\0') : Encoding.Latin1.GetString(text.TrimEnd((byte)0));
        }
        return header.IsColumnMajor ? RowMajor(texts, header.Shape) : texts;
    }

    /// <summary>The elements in row-major order, from column-major order, where the first axis runs fastest.</summary>
    static T[] RowMajor<T>(T[] values, long[] shape)
    {
        if (values.Length == 0 || shape.Count(axis => axis > 1) < 2) return values;
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        var result = GC.AllocateUninitializedArray<T>(values.Length);
        var index = new long[shape.Length];
        var (inner, innerStride) = (shape[^1], strides[^1]);
        var from = 0L;
        for (var at = 0L; at < result.Length; at += inner)
        {
            for (var i = 0L; i < inner; i++) result[at + i] = values[from + i * innerStride];
            for (var axis = shape.Length - 2; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis]) break;
                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return result;
    }
}
