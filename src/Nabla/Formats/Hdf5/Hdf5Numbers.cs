namespace Nabla.Formats;

/// <summary>Numbers whose bits lie in the file in another way than in memory.</summary>
static class Hdf5Numbers
{
    /// <summary>A whole number of up to 8 bytes, in whose highest bits those of a ulong may lie.</summary>
    public static long Whole(ReadOnlySpan<byte> bytes, Hdf5Type type)
    {
        var all = (ulong)Raw(bytes, type.IsBigEndian);
        var (offset, precision) = (type.Bits.Offset, type.Bits.Precision);
        // Shifted up so that the highest bit that counts is the highest of all, then down with or without the sign.
        var up = all << (64 - offset - precision);
        return type.IsSigned ? (long)up >> (64 - precision) : (long)(up >> (64 - precision));
    }

    /// <summary>A float of any layout, rounded to the nearest double.</summary>
    public static double Float(ReadOnlySpan<byte> bytes, Hdf5Type type)
    {
        var bits = type.Bits;
        var all = Raw(bytes, type.IsBigEndian);
        var isNegative = ((all >> bits.Sign) & 1) != 0;
        var exponent = (long)((all >> bits.ExponentAt) & ((UInt128.One << bits.ExponentBits) - 1));
        var fraction = bits.FractionBits >= 128 ? all : (all >> bits.FractionAt) & ((UInt128.One << bits.FractionBits) - 1);
        var value = Magnitude(exponent, fraction, bits);
        return isNegative ? -value : value;
    }

    static double Magnitude(long exponent, UInt128 fraction, Hdf5Bits bits)
    {
        if (exponent == (1L << bits.ExponentBits) - 1)
        {
            // With a leading one that is stored, infinity is that one alone.
            var isInfinite = bits.IsImplied ? fraction == 0 : fraction << (129 - bits.FractionBits) == 0;
            return isInfinite ? double.PositiveInfinity : double.NaN;
        }
        // The point stands before the fraction, or behind its first bit where the leading one is stored.
        var point = bits.IsImplied ? bits.FractionBits : bits.FractionBits - 1;
        if (bits.IsImplied && exponent > 0) fraction |= UInt128.One << bits.FractionBits;
        var power = Math.Max(exponent, 1) - bits.Bias - point;
        return Math.ScaleB((double)fraction, (int)Math.Clamp(power, -100_000, 100_000));
    }

    static UInt128 Raw(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        UInt128 value = 0;
        for (var i = 0; i < bytes.Length; i++) value = (value << 8) | bytes[isBigEndian ? i : bytes.Length - 1 - i];
        return value;
    }
}
