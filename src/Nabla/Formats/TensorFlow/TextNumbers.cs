using System.Globalization;
using System.Numerics;
using Google.Protobuf.Reflection;

namespace Nabla.Formats.TensorFlow;

/// <summary>Numbers, truth values and enumerations in protobuf text.</summary>
static class TextNumbers
{
    /// <summary>The value of a field from its text; null where the text is no value of the field's type.</summary>
    public static object? Read(FieldDescriptor field, string text, bool isNegative) => field.FieldType switch
    {
        FieldType.Float => Real(text, isNegative) is { } x ? (float)x : null,
        FieldType.Double => Real(text, isNegative),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Whole(text, isNegative) is { } x && x >= int.MinValue && x <= int.MaxValue ? (int)x : null,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Whole(text, isNegative) is { } x && x >= long.MinValue && x <= long.MaxValue ? (long)x : null,
        FieldType.UInt32 or FieldType.Fixed32 => Whole(text, isNegative) is { } x && x >= 0 && x <= uint.MaxValue ? (uint)x : null,
        FieldType.UInt64 or FieldType.Fixed64 => Whole(text, isNegative) is { } x && x >= 0 && x <= ulong.MaxValue ? (ulong)x : null,
        FieldType.Bool => isNegative ? null : text switch { "true" or "True" or "t" or "1" => true, "false" or "False" or "f" or "0" => false, _ => null },
        FieldType.Enum => Enumeration(field.EnumType, text, isNegative),
        _ => null,
    };

    /// <summary>A number as Python writes it: as short as it may be, with a point or an exponent.</summary>
    public static string Text(double value) => Text(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A number as Python writes it: as short as it may be, with a point or an exponent.</summary>
    public static string Text(float value) => Text(value, value.ToString("R", CultureInfo.InvariantCulture));

    static string Text(double value, string shortest)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        if (value == 0) return double.IsNegative(value) ? "-0.0" : "0.0";
        var parts = shortest.TrimStart('-').Split('E');
        var (whole, fraction) = parts[0].Split('.') is [var before, var after] ? (before, after) : (parts[0], "");
        var zeros = (whole + fraction).TakeWhile(c => c == '0').Count();
        var exponent = whole.Length - 1 - zeros + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        var digits = (whole + fraction)[zeros..].TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        digits = digits.PadRight(exponent + 1, '0');
        return $"{sign}{digits[..(exponent + 1)]}.{(digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0")}";
    }

    static object? Enumeration(EnumDescriptor type, string text, bool isNegative)
    {
        var number = Whole(text, isNegative) is { } x ? (x >= int.MinValue && x <= int.MaxValue ? (int)x : null) : isNegative ? null : type.FindValueByName(text)?.Number;
        return number is { } known ? Enum.ToObject(type.ClrType, known) : null;
    }

    static BigInteger? Whole(string text, bool isNegative)
    {
        // 21 digits are more than 64 bits hold; a longer text is refused before it is worked on.
        if (text.Length > 24) return null;
        BigInteger value = 0;
        var (digits, radix) = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? (text[2..], 16) : text.Length > 1 && text[0] == '0' ? (text[1..], 8) : (text, 10);
        if (digits.Length == 0) return null;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 32) - 'a' + 10 : 99;
            if (digit >= radix) return null;
            value = value * radix + digit;
        }
        return isNegative ? -value : value;
    }

    static double? Real(string text, bool isNegative)
    {
        var word = text.ToLowerInvariant();
        if (word is "inf" or "infinity" or "inff") return isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        if (word is "nan" or "nanf") return double.NaN;
        if (word.StartsWith("0x", StringComparison.Ordinal)) return Whole(text, isNegative) is { } whole ? (double)whole : null;
        var digits = word.TrimEnd('f');
        if (digits.Length < word.Length - 1 || !double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)) return null;
        return isNegative ? -value : value;
    }
}
