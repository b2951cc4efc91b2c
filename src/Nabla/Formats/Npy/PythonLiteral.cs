using System.Globalization;
using System.Text;

namespace Nabla.Formats;

/// <summary>Reads the literals that a .npy header is made of: dictionaries, tuples, lists, texts, whole numbers, floats, True, False and None. Nothing is evaluated.</summary>
/// <remarks>Values are Dictionary, object[] (tuple), List, string, long, double, bool or null. What is none of these throws <see cref="FormatException"/>.</remarks>
sealed class PythonLiteral
{
    readonly string text;
    readonly int maxNesting;
    int at, nesting;

    PythonLiteral(string text, int maxNesting) => (this.text, this.maxNesting) = (text, maxNesting);

    public static object? Read(string text, int maxNesting)
    {
        var reader = new PythonLiteral(text, maxNesting);
        var value = reader.Value();
        reader.Space();
        return reader.at == text.Length ? value : throw reader.Bad("the end");
    }

    object? Value()
    {
        Space();
        switch (Peek)
        {
            case '{': return Nested(Dictionary);
            case '(': return Nested(Tuple);
            case '[': return Nested(() => Items(']', out _));
            case '\'' or '"': return Text();
            case 'u' or 'b' when at + 1 < text.Length && text[at + 1] is '\'' or '"':
                at++;
                return Text();
            case '-' or '+' or (>= '0' and <= '9'): return Number();
        }
        foreach (var (word, value) in new (string, object?)[] { ("True", true), ("False", false), ("None", null) })
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
            {
                at += word.Length;
                return value;
            }
        }
        throw Bad("a value");
    }

    object? Nested(Func<object?> read)
    {
        if (++nesting > maxNesting) throw new FormatException($"brackets stand more than {maxNesting} deep");
        at++;
        var value = read();
        nesting--;
        return value;
    }

    Dictionary<string, object?> Dictionary()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!Take('}'))
        {
            if (Value() is not string key) throw Bad("a text as key");
            if (!Take(':')) throw Bad("':'");
            if (!values.TryAdd(key, Value())) throw new FormatException($"the key '{key}' stands twice");
            if (Take(',')) continue;
            if (!Take('}')) throw Bad("',' or '}'");
            break;
        }
        return values;
    }

    object? Tuple()
    {
        var items = Items(')', out var hasComma);
        // Brackets around one value without a comma only group.
        return items.Count == 1 && !hasComma ? items[0] : items.ToArray();
    }

    List<object?> Items(char close, out bool hasComma)
    {
        var items = new List<object?>();
        hasComma = false;
        while (!Take(close))
        {
            items.Add(Value());
            if (Take(',')) hasComma = true;
            else if (Take(close)) break;
            else throw Bad($"',' or '{close}'");
        }
        return items;
    }

    string Text()
    {
        var quote = text[at++];
        var value = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\' && ++at < text.Length && text[at] is not ('\\' or '\'' or '"')) throw Bad("a backslash or a quote after '\\'");
            if (at < text.Length) value.Append(text[at++]);
        }
        if (at++ >= text.Length) throw new FormatException("a text does not end");
        return value.ToString();
    }

    object Number()
    {
        var start = at;
        if (Peek is '-' or '+') at++;
        while (Peek is (>= '0' and <= '9') or '.' or 'e' or 'E' || (Peek is '-' or '+' && text[at - 1] is 'e' or 'E')) at++;
        var digits = text[start..at];
        // Python 2 wrote long integers with an L.
        if (Peek is 'L') at++;
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)) return real;
        throw new FormatException($"'{digits[..Math.Min(digits.Length, 40)]}' is no number");
    }

    char Peek => at < text.Length ? text[at] : '\0';

    bool Take(char c)
    {
        Space();
        if (Peek != c || at >= text.Length) return false;
        at++;
        return true;
    }

    void Space()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r') at++;
    }

    FormatException Bad(string expected) => new($"{expected} is missing at character {at} of the header");
}
