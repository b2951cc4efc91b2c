using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Nabla.Formats;

/// <summary>What stands in front of the elements of a .npy file.</summary>
/// <remarks>Layout: NEP 1 and the documentation of numpy.lib.format: magic, version, length of the header, a Python dictionary padded to a multiple of 64 bytes.</remarks>
sealed record NpyHeader(NpyType Type, long[] Shape, bool IsColumnMajor)
{
    const int MaxLength = 1 << 20, Alignment = 64, RoomForGrowth = 21;

    static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, axis) => product * axis);

    /// <summary>Reads the header from a stream of which <paramref name="length"/> bytes are left; gives the bytes it took.</summary>
    public static NpyHeader Read(Stream stream, long length, string file, string place, LoadLimits limits, out long taken)
    {
        ModelFormatException Bad(string reason, Exception? cause = null) => new(file, place.Length == 0 ? "header" : place + ": header", reason, cause);
        if (length < 10) throw Bad(length == 0 ? "the file is empty" : "it ends early");
        Span<byte> start = stackalloc byte[12];
        stream.ReadExactly(start[..10]);
        if (!start[..6].SequenceEqual(Magic))
            throw Bad(start[0] == 0x80 ? "this is a Python pickle, which only running code could read; save the array with numpy.save and a numeric dtype" : "it does not begin with NumPy's mark");
        int major = start[6], minor = start[7];
        if (major is < 1 or > 3 || minor != 0) throw Bad($"format version {major}.{minor} is not known; 1.0, 2.0 and 3.0 are read");
        taken = major == 1 ? 10 : 12;
        if (length < taken) throw Bad("it ends early");
        if (major > 1) stream.ReadExactly(start[10..12]);
        long size = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (size > length - taken) throw Bad($"it says to be {size:N0} bytes long, and {length - taken:N0} follow");
        if (size > MaxLength) throw Bad($"it is {size:N0} bytes long, and at most {MaxLength:N0} are read");
        taken += size;
        var bytes = new byte[size];
        stream.ReadExactly(bytes);
        try
        {
            var text = major == 3 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
            return Of(PythonLiteral.Read(text, limits.MaxNesting), limits);
        }
        catch (FormatException error)
        {
            throw Bad(error.Message, error);
        }
    }

    static NpyHeader Of(object? value, LoadLimits limits)
    {
        if (value is not Dictionary<string, object?> keys) throw new FormatException("it is no dictionary");
        if (keys.Count != 3 || !keys.TryGetValue("descr", out var descr) || !keys.TryGetValue("fortran_order", out var order) || !keys.TryGetValue("shape", out var axes))
            throw new FormatException("its keys are not 'descr', 'fortran_order' and 'shape'");
        if (order is not bool isColumnMajor) throw new FormatException("'fortran_order' is neither True nor False");
        if (axes is not object[] lengths || lengths.Any(axis => axis is not long)) throw new FormatException("'shape' is no tuple of whole numbers");
        if (descr is not string description) throw new FormatException("'descr' describes a structure, which has no tensor form; save each field as an array of its own");
        if (lengths.Length > limits.MaxRank) throw new FormatException($"'shape' has {lengths.Length} axes, and at most {limits.MaxRank} are read");
        var shape = lengths.Cast<long>().ToArray();
        if (Array.Exists(shape, axis => axis < 0)) throw new FormatException("'shape' has a negative axis");
        var product = 1L;
        foreach (var axis in shape)
        {
            if (axis > 0 && product > (1L << 60) / axis) throw new FormatException("'shape' has more elements than can be counted");
            product *= Math.Max(axis, 1);
        }
        var type = NpyType.Parse(description, out var reason);
        if (type is null) throw new FormatException($"'descr' is '{description[..Math.Min(description.Length, 40)]}': {reason}");
        return new NpyHeader(type, shape, isColumnMajor);
    }

    /// <summary>The bytes in front of the elements, equal to what NumPy writes for the same array.</summary>
    public byte[] ToBytes()
    {
        var axes = string.Join(", ", Shape.Select(axis => axis.ToString(CultureInfo.InvariantCulture)));
        if (Shape.Length == 1) axes += ",";
        var text = new StringBuilder($"{{'descr': '{Type.Description}', 'fortran_order': {(IsColumnMajor ? "True" : "False")}, 'shape': ({axes}), }}");
        // Room for the axis that grows when data are appended in place.
        if (Shape.Length > 0) text.Append(' ', RoomForGrowth - Shape[IsColumnMajor ? ^1 : 0].ToString(CultureInfo.InvariantCulture).Length);
        var prefix = Padded(text.Length, 10) <= ushort.MaxValue ? 10 : 12;
        var length = Padded(text.Length, prefix);
        var bytes = new byte[prefix + length];
        Magic.CopyTo(bytes);
        bytes[6] = (byte)(prefix == 10 ? 1 : 2);
        if (prefix == 10) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)length);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)length);
        Encoding.Latin1.GetBytes(text.ToString(), bytes.AsSpan(prefix));
        bytes.AsSpan(prefix + text.Length).Fill((byte)' ');
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>Length of a header of so many characters with its padding: at least one space and a line feed.</summary>
    static int Padded(int characters, int prefix)
    {
        var whole = prefix + characters + 1;
        return characters + 1 + Alignment - whole % Alignment;
    }
}
