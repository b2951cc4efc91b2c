using System.Buffers.Binary;

namespace Nabla.Formats;

/// <summary>Decodes HDF5's scale-offset filter: numbers as their distance from the least one, in as few bits as the largest distance needs.</summary>
static class Hdf5ScaleOffset
{
    const int Prefix = 21;

    public static byte[] Decode(byte[] stored, IReadOnlyList<uint> parameters, int size, Func<string, ModelFormatException> bad)
    {
        if (parameters.Count < 8) throw bad("its scale-offset filter lacks settings");
        var (scaleKind, digits, count, isFloat, width) = (parameters[0], (int)parameters[1], parameters[2], parameters[3] == 1, parameters[4]);
        var (isSigned, isBig, hasFill) = (parameters[5] == 1, parameters[6] == 1, parameters[7] == 1);
        if (width is not (1 or 2 or 4 or 8) || count * (long)width != size || (isFloat && (scaleKind != 0 || width < 4 || Math.Abs(digits) > 400))) throw bad("its scale-offset filter is set for other elements");
        if (stored.Length < Prefix) throw bad("its data end early");
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(stored);
        if (bits > 8 * width || stored[4] > 8) throw bad($"{bits} bits are more than an element has");
        var bytes = new byte[size];
        var data = stored.AsSpan(Prefix);
        if (bits == 8 * width)
        {
            if (data.Length < size) throw bad("its data end early");
            data[..size].CopyTo(bytes);
        }
        else
        {
            if ((Int128)bits * count > 8 * (Int128)data.Length) throw bad("its data end early");
            var least = Number(stored.AsSpan(5, stored[4]), isSigned && !isFloat);
            var fill = hasFill ? Fill(parameters, (int)width, bad) : (ulong?)null;
            var scale = Math.Pow(10, digits);
            var mark = (1UL << (int)bits) - 1;
            long at = 0;
            for (var i = 0; i < count; i++)
            {
                var value = Bits(data, ref at, (int)bits);
                var number = fill is { } unwritten && value == mark ? unwritten
                    : !isFloat ? value + least
                    : width == 4 ? BitConverter.SingleToUInt32Bits((int)value / (float)scale + BitConverter.UInt32BitsToSingle((uint)least))
                    : BitConverter.DoubleToUInt64Bits((long)value / scale + BitConverter.UInt64BitsToDouble(least));
                var element = bytes.AsSpan(i * (int)width, (int)width);
                for (var k = 0; k < width; k++) element[k] = (byte)(number >> (8 * k));
            }
        }
        // Distances are kept in the machine's order; the elements have their own.
        for (var i = 0; isBig && i < size; i += (int)width) bytes.AsSpan(i, (int)width).Reverse();
        return bytes;
    }

    static ulong Number(ReadOnlySpan<byte> field, bool isSigned)
    {
        var value = 0UL;
        for (var k = field.Length - 1; k >= 0; k--) value = (value << 8) | field[k];
        return isSigned && field.Length is > 0 and < 8 ? (ulong)((long)(value << (64 - 8 * field.Length)) >> (64 - 8 * field.Length)) : value;
    }

    static ulong Fill(IReadOnlyList<uint> parameters, int width, Func<string, ModelFormatException> bad)
    {
        if (parameters.Count < (width == 8 ? 10 : 9)) throw bad("its scale-offset filter lacks settings");
        return width == 8 ? parameters[8] | ((ulong)parameters[9] << 32) : parameters[8];
    }

    // The highest bit comes first, in the stream as in a byte.
    static ulong Bits(ReadOnlySpan<byte> data, ref long at, int count)
    {
        var value = 0UL;
        while (count > 0)
        {
            var inByte = (int)(at % 8);
            var taken = Math.Min(8 - inByte, count);
            value = (value << taken) | (((uint)data[(int)(at / 8)] >> (8 - inByte - taken)) & ((1u << taken) - 1));
            at += taken;
            count -= taken;
        }
        return value;
    }
}
