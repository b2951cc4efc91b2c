using System.Text.RegularExpressions;

namespace Nabla.Data;

/// <summary>Finds the files whose paths match a pattern.</summary>
static class FilePatterns
{
    public static IEnumerable<string> Match(string pattern)
    {
        var root = Path.GetPathRoot(pattern) ?? "";
        var parts = pattern[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> places = [root];
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, isLast) = (parts[i], i == parts.Length - 1);
            places = places.SelectMany(folder => Entries(folder, part, isLast)).ToList();
        }
        return places;
    }

    static IEnumerable<string> Entries(string folder, string part, bool isLast)
    {
        if (part.AsSpan().IndexOfAny('*', '?', '[') < 0)
        {
            var path = Path.Combine(folder, part);
            return (isLast ? File.Exists(path) : Directory.Exists(path)) ? [path] : [];
        }
        var within = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(within)) return [];
        // Each construct takes one character or runs to the end without going back far, so that no pattern takes long.
        var name = new Regex($"^{Regex.Replace(Regex.Escape(part), @"\\\*|\\\?|\\\[([^\]]+)\]", Construct)}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        var entries = isLast ? Directory.EnumerateFiles(within) : Directory.EnumerateDirectories(within);
        return entries.Select(entry => Path.GetFileName(entry)).Where(entry => name.IsMatch(entry)).Select(entry => Path.Combine(folder, entry));
    }

    static string Construct(Match match) => match.Value switch { @"\*" => ".*", @"\?" => ".", _ => $"[{match.Groups[1].Value}]" };
}
