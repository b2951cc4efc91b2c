using System.Text;

namespace Nabla.Goldens.Cases;

/// <summary>Python writes NaN and Infinity bare, which JSON does not have: here they become the objects that stand for them elsewhere.</summary>
static class PythonJson
{
    static readonly (string Word, string Object)[] words =
    [
        ("-Infinity", """{"float": "-inf"}"""),
        ("Infinity", """{"float": "inf"}"""),
        ("NaN", """{"float": "nan"}"""),
    ];

    public static string Sanitize(string line)
    {
        if (!line.Contains("NaN", StringComparison.Ordinal) && !line.Contains("Infinity", StringComparison.Ordinal)) return line;
        var result = new StringBuilder(line.Length + 64);
        var isText = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') isText = !isText;
            if (isText && line[i] == '\\') result.Append(line[i++]);
            var found = isText ? default : Array.Find(words, word => string.CompareOrdinal(line, i, word.Word, 0, word.Word.Length) == 0);
            if (found.Word is null)
            {
                result.Append(line[i]);
                continue;
            }
            result.Append(found.Object);
            i += found.Word.Length - 1;
        }
        return result.ToString();
    }
}
