using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nabla.Callbacks;

/// <summary>Texts with places for numbers, as Python's <c>str.format</c> fills them: <c>{epoch:02d}-{val_loss:.2f}</c>. Two braces stand for one.</summary>
internal static partial class PythonFormat
{
    /// <summary>Fills a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="values">Whole numbers as long, others as double, by name.</param>
    /// <exception cref="FormatException">The pattern names a value that is not there, or is no pattern.</exception>
    internal static string Fill(string pattern, IReadOnlyDictionary<string, object> values)
    {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c is '{' or '}' && i + 1 < pattern.Length && pattern[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = pattern.IndexOf('}', i);
                if (end < 0)
                {
                    throw new FormatException("a '{' has no '}'");
                }

                text.Append(Place(pattern[(i + 1)..end], values));
                i = end;
            }
            else if (c == '}')
            {
                throw new FormatException("a '}' has no '{'");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    static string Place(string place, IReadOnlyDictionary<string, object> values)
    {
        int colon = place.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? place : place[..colon];
        if (!values.TryGetValue(name, out object? value))
        {
            throw new FormatException($"there is no '{name}'. There are {string.Join(", ", values.Keys)}");
        }

        return Number(value, colon < 0 ? string.Empty : place[(colon + 1)..]);
    }

    /// <summary>A number in Python's notation <c>[fill][align][sign][0][width][,][.precision][type]</c>.</summary>
    internal static string Number(object value, string notation)
    {
        var parts = Notation().Match(notation);
        if (!parts.Success)
        {
            throw new FormatException($"'{notation}' is no notation of numbers that is known here, such as 02d or .3f");
        }

        string type = parts.Groups["type"].Value;
        int? precision = parts.Groups["precision"].Success ? int.Parse(parts.Groups["precision"].ValueSpan, CultureInfo.InvariantCulture) : null;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        bool isWhole = value is long or int && type is "" or "d";
        if (isWhole ? precision is not null : type == "d")
        {
            throw new FormatException($"'{notation}' does not fit {value}");
        }

        bool isNegative = isWhole ? Convert.ToInt64(value, CultureInfo.InvariantCulture) < 0 : double.IsNegative(number) && !double.IsNaN(number);
        string digits = isWhole ? Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture).TrimStart('-') : Digits(Math.Abs(number), type, precision);
        if (parts.Groups["comma"].Success)
        {
            digits = Thousands(digits);
        }

        string sign = isNegative ? "-" : parts.Groups["sign"].Value is "+" or " " ? parts.Groups["sign"].Value : string.Empty;
        return Padded(sign, digits, parts);
    }

    static string Padded(string sign, string digits, Match parts)
    {
        int width = parts.Groups["width"].Success ? int.Parse(parts.Groups["width"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        bool hasZero = parts.Groups["zero"].Success;
        string align = parts.Groups["align"].Success ? parts.Groups["align"].Value : hasZero ? "=" : ">";
        char fill = parts.Groups["fill"].Success ? parts.Groups["fill"].Value[0] : hasZero ? '0' : ' ';
        int missing = Math.Max(0, width - sign.Length - digits.Length);
        return align switch
        {
            "<" => sign + digits + new string(fill, missing),
            "^" => new string(fill, missing / 2) + sign + digits + new string(fill, missing - (missing / 2)),
            "=" => sign + new string(fill, missing) + digits,
            _ => new string(fill, missing) + sign + digits,
        };
    }

    static string Digits(double number, string type, int? precision)
    {
        if (!double.IsFinite(number))
        {
            string word = double.IsNaN(number) ? "nan" : "inf";
            return type.Length > 0 && char.IsUpper(type[0]) ? word.ToUpperInvariant() : word;
        }

        return type switch
        {
            "f" or "F" => Fixed(number, precision ?? 6),
            "%" => Fixed(number * 100, precision ?? 6) + "%",
            "e" or "E" => Scientific(number, precision ?? 6, type),
            "g" or "G" => General(number, Math.Max(1, precision ?? 6), type),
            _ when precision is { } digits => General(number, Math.Max(1, digits), "g"),
            _ => PythonText.Repr(number),
        };
    }

    // C# rounds a tie away from zero, Python to the even digit. A tie at this digit is a multiple of 2^-(precision + 1), which a decimal holds exactly.
    static string Fixed(double number, int precision)
    {
        double scaled = number * Math.Pow(2, precision + 1);
        if (precision <= 20 && scaled == Math.Floor(scaled) && scaled < 1L << 52)
        {
            decimal exact = (decimal)scaled;
            for (int i = 0; i <= precision; i++)
            {
                exact /= 2;
            }

            return Math.Round(exact, precision, MidpointRounding.ToEven).ToString($"F{precision}", CultureInfo.InvariantCulture);
        }

        return number.ToString($"F{precision}", CultureInfo.InvariantCulture);
    }

    static string Scientific(double number, int precision, string type)
    {
        string text = number.ToString($"{type}{precision}", CultureInfo.InvariantCulture);
        int at = text.IndexOfAny(['e', 'E']);
        return $"{text[..(at + 2)]}{int.Parse(text.AsSpan(at + 2), CultureInfo.InvariantCulture):00}";
    }

    static string General(double number, int precision, string type)
    {
        string scientific = Scientific(number, precision - 1, char.IsUpper(type[0]) ? "E" : "e");
        int at = scientific.IndexOfAny(['e', 'E']);
        int exponent = int.Parse(scientific.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent >= -4 && exponent < precision ? Trimmed(Fixed(number, precision - 1 - exponent)) : Trimmed(scientific[..at]) + scientific[at..];
    }

    static string Trimmed(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;

    static string Thousands(string digits)
    {
        int point = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        int end = point < 0 ? digits.Length : point;
        var text = new StringBuilder(digits);
        for (int i = end - 3; i > 0; i -= 3)
        {
            text.Insert(i, ',');
        }

        return text.ToString();
    }

    [GeneratedRegex("^((?<fill>.)?(?<align>[<>^=]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>[0-9]{1,3})?(?<comma>,)?(\\.(?<precision>[0-9]{1,2}))?(?<type>[dfFeEgG%])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Notation();
}
