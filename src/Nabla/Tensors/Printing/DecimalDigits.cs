using System.Globalization;

namespace Nabla;

/// <summary>The decimal digits of a number: 0.d₁d₂d₃… × 10^Point; no trailing zeros.</summary>
/// <param name="Text">The digits; "0" for zero.</param>
/// <param name="Point">How many of them stand before the decimal point; negative where zeros come first.</param>
internal readonly record struct DecimalDigits(string Text, int Point)
{
    /// <summary>The fewest digits that read back as the same number of its type.</summary>
    internal static DecimalDigits Shortest(double value, ElementType type)
    {
        double size = Math.Abs(value);
        switch (type)
        {
            case ElementType.Float64:
                return Parse(size.ToString("R", CultureInfo.InvariantCulture));
            case ElementType.Float32:
                return Parse(((float)size).ToString("R", CultureInfo.InvariantCulture));
            case ElementType.Float16:
                return Parse(((Half)size).ToString("R", CultureInfo.InvariantCulture));
            default:
                for (int precision = 0; ; precision++)
                {
                    string text = size.ToString($"E{precision}", CultureInfo.InvariantCulture);
                    if (precision == 8 || (BFloat16)double.Parse(text, CultureInfo.InvariantCulture) == (BFloat16)size)
                    {
                        return Parse(text);
                    }
                }
        }
    }

    /// <summary>The number rounded to some digits after the point.</summary>
    internal static DecimalDigits Fixed(double value, int decimals) => Parse(Math.Abs(value).ToString($"F{decimals}", CultureInfo.InvariantCulture));

    /// <summary>The number rounded to some digits after the first.</summary>
    internal static DecimalDigits Scientific(double value, int decimals) => Parse(Math.Abs(value).ToString($"E{decimals}", CultureInfo.InvariantCulture));

    /// <summary>How many digits stand after the decimal point.</summary>
    internal int Decimals => Text == "0" ? 0 : Math.Max(0, Text.Length - Point);

    /// <summary>The digits before the point, at least one.</summary>
    internal string Whole => Text == "0" || Point <= 0 ? "0" : Point >= Text.Length ? Text.PadRight(Point, '0') : Text[..Point];

    /// <summary>The digits after the point, without trailing zeros.</summary>
    internal string Fraction => Decimals == 0 ? string.Empty : Point >= 0 ? Text[Point..] : Text.PadLeft(Text.Length - Point, '0');

    /// <summary>The power of ten of the first digit.</summary>
    internal int Exponent => Text == "0" ? 0 : Point - 1;

    /// <summary>The exponent as e+05: a sign and at least so many digits.</summary>
    internal string ExponentText(int width) => $"e{(Exponent < 0 ? '-' : '+')}{Math.Abs(Exponent).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0')}";

    static DecimalDigits Parse(string text)
    {
        int e = text.IndexOf('E', StringComparison.Ordinal), shift = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string number = e < 0 ? text : text[..e];
        int dot = number.IndexOf('.', StringComparison.Ordinal), point = dot < 0 ? number.Length : dot;
        string digits = dot < 0 ? number : number.Remove(dot, 1), significant = digits.TrimStart('0');
        int leading = digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? new("0", 1) : new(significant, point - leading + shift);
    }
}
