using System.Globalization;
using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>What a piece of protobuf text is.</summary>
enum TextTokenKind
{
    End,
    Word,
    Number,
    Text,
    Sign,
}

/// <summary>Cuts protobuf text into words, numbers, quoted bytes and signs, and knows the line of each.</summary>
sealed class TextTokens
{
    readonly byte[] text;
    readonly string file;
    int at;
    int line = 1;

    /// <summary>Starts at the first piece.</summary>
    public TextTokens(byte[] text, string file)
    {
        (this.text, this.file) = (text, file);
        // A byte order mark, which editors of some systems put in front.
        if (text.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) at = 3;
        Next();
    }

    public TextTokenKind Kind { get; private set; }

    /// <summary>The piece as it stands, but for quoted bytes.</summary>
    public string Word { get; private set; } = "";

    /// <summary>The bytes of a quoted piece.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>The line on which the piece begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The exception for something wrong with the piece.</summary>
    public ModelFormatException Bad(string reason) => new(file, $"line {Line}", reason);

    /// <summary>How a message names the piece.</summary>
    public string Shown => Kind switch
    {
        TextTokenKind.End => "the end of the text",
        TextTokenKind.Text => "a quoted text",
        _ => ContainedFile.Shown(Word),
    };

    public bool Is(char sign) => Kind == TextTokenKind.Sign && Word[0] == sign;

    /// <summary>Goes past a sign if it stands here.</summary>
    public bool Skip(char sign)
    {
        if (!Is(sign)) return false;
        Next();
        return true;
    }

    /// <summary>Goes to the next piece.</summary>
    public void Next()
    {
        SkipBlanks();
        Line = line;
        if (at >= text.Length)
        {
            Kind = TextTokenKind.End;
            return;
        }
        var c = (char)text[at];
        if (char.IsAsciiLetter(c) || c == '_') Take(TextTokenKind.Word, static b => char.IsAsciiLetterOrDigit((char)b) || b == '_');
        else if (char.IsAsciiDigit(c) || c == '.') TakeNumber();
        else if (c is '"' or '\'') TakeQuoted(text[at]);
        else if (c is '{' or '}' or '<' or '>' or '[' or ']' or ':' or ',' or ';' or '-' or '/') (Kind, Word, at) = (TextTokenKind.Sign, c.ToString(), at + 1);
        else throw Bad(c is > ' ' and < (char)127 ? $"the character '{c}' has no meaning here" : $"the byte {(int)c} has no meaning here; is this a binary file?");
    }

    void SkipBlanks()
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '#')
            {
                while (at < text.Length && text[at] != '\n') at++;
                continue;
            }
            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return;
            if (c == '\n') line++;
            at++;
        }
    }

    void Take(TextTokenKind kind, Func<byte, bool> belongs)
    {
        var from = at;
        while (at < text.Length && belongs(text[at])) at++;
        (Kind, Word) = (kind, System.Text.Encoding.ASCII.GetString(text, from, at - from));
    }

    void TakeNumber()
    {
        var from = at;
        while (at < text.Length)
        {
            var c = (char)text[at];
            var isExponentSign = c is '+' or '-' && at > from && text[at - 1] is (byte)'e' or (byte)'E' && !(at > from + 1 && text[from + 1] is (byte)'x' or (byte)'X');
            if (!char.IsAsciiLetterOrDigit(c) && c != '.' && !isExponentSign) break;
            at++;
        }
        (Kind, Word) = (TextTokenKind.Number, System.Text.Encoding.ASCII.GetString(text, from, at - from));
    }

    void TakeQuoted(byte quote)
    {
        var bytes = new List<byte>();
        for (at++; ; at++)
        {
            if (at >= text.Length || text[at] == '\n') throw Bad("the text has an opening quote and no closing one");
            var c = text[at];
            if (c == quote) break;
            if (c != '\\') bytes.Add(c);
            else TakeEscape(bytes);
        }
        at++;
        (Kind, Bytes) = (TextTokenKind.Text, [.. bytes]);
    }

    /// <summary>Reads what follows a backslash; leaves <see cref="at"/> on its last character.</summary>
    void TakeEscape(List<byte> bytes)
    {
        if (++at >= text.Length) throw Bad("the text has an opening quote and no closing one");
        var c = (char)text[at];
        var plain = "n\nr\rt\ta\ab\bf\fv\v\\\\''\"\"??".IndexOf(c);
        if (c is >= '0' and <= '7') bytes.Add((byte)Digits(at, 3, 8, out at));
        else if (c is 'x' or 'X') bytes.Add((byte)Digits(at + 1, 2, 16, out at));
        else if (c is 'u' or 'U') AddCharacter(bytes, Digits(at + 1, c == 'u' ? 4 : 8, 16, out at));
        else if (plain >= 0 && plain % 2 == 0) bytes.Add((byte)"n\nr\rt\ta\ab\bf\fv\v\\\\''\"\"??"[plain + 1]);
        else throw Bad($"'\\{c}' stands for no character");
    }

    long Digits(int from, int most, int radix, out int last)
    {
        var value = 0L;
        var end = from;
        while (end < text.Length && end < from + most && char.IsAsciiHexDigit((char)text[end]) && (radix == 16 || text[end] is >= (byte)'0' and <= (byte)'7'))
        {
            value = value * radix + int.Parse(((char)text[end]).ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            end++;
        }
        if (end == from) throw Bad("a backslash is followed by no digits");
        last = end - 1;
        return value;
    }

    void AddCharacter(List<byte> bytes, long code)
    {
        if (code > int.MaxValue || !System.Text.Rune.IsValid((int)code)) throw Bad($"{code:X} is no character");
        bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(new System.Text.Rune((int)code).ToString()));
    }
}
