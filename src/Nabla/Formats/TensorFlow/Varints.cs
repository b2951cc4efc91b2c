namespace Nabla.Formats.TensorFlow;

/// <summary>Reads whole numbers of seven bits a byte, lowest first; the highest bit says that another byte follows.</summary>
ref struct Varints(ReadOnlySpan<byte> bytes)
{
    /// <summary>The bytes after the last number.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    /// <summary>The next number; false where the bytes end before it does, or it has more than 64 bits.</summary>
    public bool TryRead(out ulong value)
    {
        value = 0;
        for (var i = 0; i < 10 && i < Rest.Length; i++)
        {
            var b = Rest[i];
            if (i == 9 && b > 1) return false;
            value |= (ulong)(b & 127) << (7 * i);
            if (b >= 128) continue;
            Rest = Rest[(i + 1)..];
            return true;
        }
        return false;
    }

    /// <summary>Goes past so many bytes; false where there are fewer.</summary>
    public bool TrySkip(int count)
    {
        if (count > Rest.Length) return false;
        Rest = Rest[count..];
        return true;
    }

    /// <summary>Adds a number to the end of a list of bytes.</summary>
    public static void Write(List<byte> to, ulong value)
    {
        while (value >= 128)
        {
            to.Add((byte)(value | 128));
            value >>= 7;
        }
        to.Add((byte)value);
    }

    /// <summary>Bytes that the number takes.</summary>
    public static int Length(ulong value)
    {
        var length = 1;
        while ((value >>= 7) != 0) length++;
        return length;
    }
}
