using System.Globalization;

namespace Nabla;

/// <summary>A 16-bit floating-point number with the range of float32 and 8 bits of precision: the upper half of its bits.</summary>
/// <remarks>Conversions from wider types round to the nearest, halves to even. Arithmetic is done in float32 and rounded once.</remarks>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, IFormattable
{
    readonly ushort bits;

    BFloat16(ushort bits) => this.bits = bits;

    /// <summary>The bits: sign, 8 of exponent, 7 of fraction.</summary>
    public ushort Bits => bits;

    /// <summary>The number with these bits.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The nearest number; halves go to even, NaN stays NaN.</summary>
    public static explicit operator BFloat16(float x)
    {
        uint whole = BitConverter.SingleToUInt32Bits(x);
        return float.IsNaN(x)
            ? new((ushort)((whole >> 16) | 0x40))
            : new((ushort)((whole + 0x7FFF + ((whole >> 16) & 1)) >> 16));
    }

    /// <summary>The nearest number; halves go to even, NaN stays NaN. Rounded once: no step through float32 that rounds twice.</summary>
    public static explicit operator BFloat16(double x)
    {
        float near = (float)x;
        // Where float32 had to round, keep that fact in its last bit (round to odd), so that the second rounding is right.
        if (near != x && float.IsFinite(near))
        {
            uint whole = BitConverter.SingleToUInt32Bits(near);
            if (Math.Abs((double)near) > Math.Abs(x))
            {
                whole--;
            }

            near = BitConverter.UInt32BitsToSingle(whole | 1);
        }

        return (BFloat16)near;
    }

    /// <summary>The same number, exactly.</summary>
    public static implicit operator float(BFloat16 x) => BitConverter.UInt32BitsToSingle((uint)x.bits << 16);

    /// <summary>The same number, exactly.</summary>
    public static implicit operator double(BFloat16 x) => (float)x;

    /// <summary>True where both are the same number; NaN equals nothing.</summary>
    public static bool operator ==(BFloat16 x, BFloat16 y) => (float)x == (float)y;

    /// <summary>True where the numbers differ, or either is NaN.</summary>
    public static bool operator !=(BFloat16 x, BFloat16 y) => (float)x != (float)y;

    /// <summary>True where x is smaller.</summary>
    public static bool operator <(BFloat16 x, BFloat16 y) => (float)x < y;

    /// <summary>True where x is larger.</summary>
    public static bool operator >(BFloat16 x, BFloat16 y) => (float)x > y;

    /// <summary>True where x is smaller or equal.</summary>
    public static bool operator <=(BFloat16 x, BFloat16 y) => (float)x <= y;

    /// <summary>True where x is larger or equal.</summary>
    public static bool operator >=(BFloat16 x, BFloat16 y) => (float)x >= y;

    /// <summary>Sum, rounded once.</summary>
    public static BFloat16 operator +(BFloat16 x, BFloat16 y) => (BFloat16)((float)x + (float)y);

    /// <summary>Difference, rounded once.</summary>
    public static BFloat16 operator -(BFloat16 x, BFloat16 y) => (BFloat16)((float)x - (float)y);

    /// <summary>Product, rounded once.</summary>
    public static BFloat16 operator *(BFloat16 x, BFloat16 y) => (BFloat16)((float)x * (float)y);

    /// <summary>Quotient, rounded once from float32.</summary>
    public static BFloat16 operator /(BFloat16 x, BFloat16 y) => (BFloat16)((float)x / (float)y);

    /// <summary>Negation: the sign bit flipped.</summary>
    public static BFloat16 operator -(BFloat16 x) => new((ushort)(x.bits ^ 0x8000));

    /// <summary>True for NaN.</summary>
    public static bool IsNaN(BFloat16 x) => float.IsNaN(x);

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ((float)this).Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    /// <inheritdoc/>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ((float)this).ToString(format, formatProvider);
}
