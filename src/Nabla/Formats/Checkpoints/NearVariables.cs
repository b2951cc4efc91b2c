namespace Nabla.Formats.TensorFlow;

/// <summary>Says which variables a checkpoint holds where one is missing.</summary>
static class NearVariables
{
    const int Most = 5;

    /// <summary>The sentences for a variable that is not there.</summary>
    public static string Missing(string name, IReadOnlyList<string> names) => names.Count == 0
        ? "the checkpoint holds no variables."
        : $"the checkpoint holds no variable of this name; it holds {names.Count}{(names.Count <= Most ? $": {string.Join(", ", names)}" : $", the nearest are {List(name, names)}")}. Use one of these names, or restore under other names (a dictionary from saved names to variables).";

    /// <summary>The few names that are most like one.</summary>
    public static string List(string name, IReadOnlyList<string> names) => string.Join(", ", names.OrderBy(other => NearNames.Distance(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(Most));
}
