namespace Nabla.Lanes;

/// <summary>Large angles in quarter turns: x = (4k + Quadrant)·π/2 + Remainder, right to the last digits for every finite x.</summary>
internal static class QuarterTurns
{
    /// <summary>The binary digits of 2/π after the point, 64 to a number, behind 128 zeros.</summary>
    private static ReadOnlySpan<ulong> Digits =>
    [
        0, 0, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>Quadrant 0 to 3 and remainder in [−π/4, π/4]; NaN for infinities and NaN. Small angles stay as they are.</summary>
    public static (double Quadrant, double Remainder) Of(double x)
    {
        if (!double.IsFinite(x))
        {
            return (0, double.NaN);
        }

        if (Math.Abs(x) < 1024)
        {
            return (0, x);
        }

        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        ulong whole = (bits & 0x000FFFFFFFFFFFFF) | 0x0010000000000000;
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        // Digits of 2/π worth 4 or more, times x, are whole turns. Start at the digit worth 2 and take 192 of them; 128 zeros stand in front.
        int start = exponent - 2 + 128;
        ulong high = Word(start);
        ulong middle = Word(start + 64);
        ulong low = Word(start + 128);
        // x·2/π mod 4 with the point after the second digit.
        UInt128 product = (UInt128)low * whole;
        ulong third = (ulong)product;
        product = ((UInt128)middle * whole) + (ulong)(product >> 64);
        ulong second = (ulong)product;
        ulong first = (high * whole) + (ulong)(product >> 64);
        ulong quadrant = first >> 62;
        UInt128 fraction = (new UInt128(first, second) << 2) | (third >> 62);
        bool above = fraction >> 127 != 0;
        if (above)
        {
            // The nearest quarter turn lies above.
            quadrant++;
            fraction = ~fraction + 1;
        }

        ulong leading = (ulong)(fraction >> 64);
        double turns = (leading * 5.421010862427522e-20) + ((ulong)fraction * 2.938735877055719e-39);
        double remainder = turns * 1.5707963267948966;
        if (above) remainder = -remainder;
        return x < 0 ? ((4 - quadrant) & 3, -remainder) : (quadrant & 3, remainder);
    }

    /// <summary>The 64 digits from a place on.</summary>
    private static ulong Word(int place)
    {
        int index = place >> 6;
        int shift = place & 63;
        ulong word = Digits[index] << shift;
        return shift == 0 ? word : word | (Digits[index + 1] >> (64 - shift));
    }
}
