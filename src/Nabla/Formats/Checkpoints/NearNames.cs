namespace Nabla.Formats.TensorFlow;

/// <summary>Says which names there are where one is missing.</summary>
static class NearNames
{
    const int Most = 5;

    /// <summary>The sentences for a variable that is not there.</summary>
    public static string Missing(string name, IReadOnlyList<string> names) => names.Count == 0
        ? "the checkpoint holds no variables."
        : $"the checkpoint holds no variable of this name; it holds {names.Count}{(names.Count <= Most ? $": {string.Join(", ", names)}" : $", the nearest are {List(name, names)}")}. Use one of these names, or restore under other names (a dictionary from saved names to variables).";

    /// <summary>The few names that are most like one.</summary>
    public static string List(string name, IReadOnlyList<string> names) => string.Join(", ", names.OrderBy(other => Distance(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(Most));

    /// <summary>How unlike two names are: their lengths less twice what they have in common in runs of three characters; names that share a part come first.</summary>
    static double Distance(string one, string other)
    {
        var runs = Runs(one);
        var common = Runs(other).Count(runs.Contains);
        return 1.0 - 2.0 * common / Math.Max(1, one.Length + other.Length);
    }

    static HashSet<string> Runs(string text) => [.. Enumerable.Range(0, Math.Max(1, text.Length - 2)).Select(at => text.Substring(at, Math.Min(3, text.Length - at)).ToUpperInvariant())];
}
