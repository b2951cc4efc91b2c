using System.Globalization;

namespace Nabla.Callbacks;

/// <summary>Numbers as Python writes them, so that logs of both can be read by the same programs.</summary>
internal static class PythonText
{
    /// <summary>The shortest text that reads back as the same number: <c>1.0</c>, <c>1e-08</c>, <c>nan</c>, <c>inf</c>.</summary>
    internal static string Repr(double value)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        // The shortest digits, and where their point stands; Python changes to the scientific form at 1e16 and below 1e-4.
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        string digits = Digits(shortest);
        int exponent = Exponent(shortest.TrimStart('-'));
        string sign = double.IsNegative(value) ? "-" : string.Empty;
        if (exponent is >= 16 or < -4)
        {
            return $"{sign}{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : string.Empty)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return digits.Length <= exponent + 1 ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0" : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary>Four digits after the point, or the scientific form where the figure is that small.</summary>
    internal static string Figure(double value) =>
        !double.IsFinite(value) ? Special(value)
        : Math.Abs(value) > 1e-3 ? value.ToString("F4", CultureInfo.InvariantCulture)
        : value.ToString("0.0000e+00", CultureInfo.InvariantCulture);

    /// <summary>A whole number, ties to the even one.</summary>
    internal static string Whole(double value) => Math.Round(value, MidpointRounding.ToEven).ToString("F0", CultureInfo.InvariantCulture);

    static string Special(double value) => double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    static int Exponent(string shortest)
    {
        int e = shortest.IndexOf('E', StringComparison.Ordinal), point = shortest.IndexOf('.', StringComparison.Ordinal);
        if (e >= 0)
        {
            return int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        int first = shortest.AsSpan().IndexOfAnyInRange('1', '9');
        return first < 0 ? 0 : point < 0 ? shortest.Length - 1 : first < point ? point - 1 : point - first;
    }

    static string Digits(string shortest)
    {
        int end = shortest.IndexOf('E', StringComparison.Ordinal);
        string digits = (end < 0 ? shortest : shortest[..end]).Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('-', '0').TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }
}
