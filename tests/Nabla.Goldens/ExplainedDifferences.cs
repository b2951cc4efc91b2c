using System.Globalization;

namespace Nabla.Goldens;

/// <summary>How many failing cases of each topic are differences that have been looked into and stay.</summary>
sealed class ExplainedDifferences
{
    readonly Dictionary<string, int> allowed = new(StringComparer.Ordinal);

    ExplainedDifferences()
    {
    }

    public static ExplainedDifferences None { get; } = new();

    /// <summary>Reads lines <c>TOPIC N  # reason</c>; a topic may have several lines, which add up. Empty lines and lines of comment are passed over.</summary>
    public static ExplainedDifferences Read(string path)
    {
        var result = new ExplainedDifferences();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var at = line.IndexOf('#', StringComparison.Ordinal);
            var words = (at < 0 ? line : line[..at]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (at < 0 || line[(at + 1)..].Trim().Length == 0 || words.Length != 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new FormatException($"{path}, line {number}: '{line}': 'TOPIC N  # reason' was expected.");
            result.allowed[words[0]] = result.allowed.GetValueOrDefault(words[0]) + count;
        }
        return result;
    }

    public int In(string topic) => allowed.GetValueOrDefault(topic);
}
