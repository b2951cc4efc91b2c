namespace Nabla;

/// <summary>Floating-point numbers in columns, as NumPy prints them: all with or all without exponent, points one below the other.</summary>
internal sealed class FloatText
{
    /// <summary>DecimalDigits after the point (or after the first one) at most.</summary>
    const int Precision = 8;

    readonly ElementType type;
    readonly bool sign, exponents;
    readonly int left, right, decimals, exponentWidth;

    /// <summary>Chooses the columns for these numbers.</summary>
    /// <param name="values">All numbers that will be printed.</param>
    /// <param name="type">Their type; complex parts have the type of their parts.</param>
    /// <param name="sign">Whether positive numbers have a sign too.</param>
    internal FloatText(ReadOnlySpan<double> values, ElementType type, bool sign = false)
    {
        (this.type, this.sign) = (type, sign);
        double largest = 0, smallest = double.PositiveInfinity;
        bool finite = false, negativeInfinity = sign, special = false;
        foreach (double value in values)
        {
            double size = Math.Abs(value);
            finite |= double.IsFinite(value);
            special |= !double.IsFinite(value);
            negativeInfinity |= double.IsNegativeInfinity(value);
            if (double.IsFinite(value) && size != 0)
            {
                (largest, smallest) = (Math.Max(largest, size), Math.Min(smallest, size));
            }
        }

        // Numbers too large for the type's digits, too small, or too far apart are written with exponents.
        double most = type switch { ElementType.Float64 => 1e8, ElementType.Float32 => 1e6, ElementType.Float16 => 1e3, _ => 1e2 };
        exponents = largest != 0 && (largest >= most || smallest < 0.0001 || largest / smallest > 1000);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                var digits = exponents ? Scientific(value) : Positional(value);
                left = Math.Max(left, (exponents ? 1 : digits.Whole.Length) + (sign || double.IsNegative(value) ? 1 : 0));
                decimals = Math.Max(decimals, exponents ? digits.Text.Length - 1 : digits.Decimals);
                exponentWidth = Math.Max(exponentWidth, Math.Max(2, $"{Math.Abs(digits.Exponent)}".Length));
            }
        }

        right = !finite ? 0 : exponents ? exponentWidth + 2 + decimals : decimals;
        if (special)
        {
            left = Math.Max(left, 3 + (negativeInfinity ? 1 : 0) - right - 1);
            left = Math.Max(left, 3 - right - 1);
        }
    }

    /// <summary>One number in its column.</summary>
    internal string Of(double value)
    {
        string mark = double.IsNegative(value) && !double.IsNaN(value) ? "-" : sign ? "+" : string.Empty;
        if (!double.IsFinite(value))
        {
            return (mark + (double.IsNaN(value) ? "nan" : "inf")).PadLeft(left + right + 1);
        }

        if (exponents)
        {
            var digits = Scientific(value);
            return $"{mark}{digits.Text[0]}".PadLeft(left) + "." + digits.Text[1..].PadRight(decimals, '0') + digits.ExponentText(exponentWidth);
        }

        var plain = Positional(value);
        return (mark + plain.Whole).PadLeft(left) + "." + plain.Fraction.PadRight(right);
    }

    /// <summary>A number that stands alone, as Python's str writes it.</summary>
    internal static string Alone(double value, ElementType type, bool trim = false)
    {
        string mark = double.IsNegative(value) && !double.IsNaN(value) ? "-" : string.Empty;
        if (!double.IsFinite(value))
        {
            return mark + (double.IsNaN(value) ? "nan" : "inf");
        }

        var digits = DecimalDigits.Shortest(value, type);
        double size = Math.Abs(value);
        if (size != 0 && size is < 1e-4 or >= 1e16)
        {
            return $"{mark}{digits.Text[0]}{(digits.Text.Length > 1 ? "." : string.Empty)}{digits.Text[1..]}{digits.ExponentText(2)}";
        }

        return $"{mark}{digits.Whole}{(digits.Decimals == 0 ? (trim ? string.Empty : ".0") : "." + digits.Fraction)}";
    }

    DecimalDigits Positional(double value)
    {
        var digits = DecimalDigits.Shortest(value, type);
        return digits.Decimals <= Precision ? digits : DecimalDigits.Fixed(value, Precision);
    }

    DecimalDigits Scientific(double value)
    {
        var digits = DecimalDigits.Shortest(value, type);
        return digits.Text.Length - 1 <= Precision ? digits : DecimalDigits.Scientific(value, Precision);
    }
}
