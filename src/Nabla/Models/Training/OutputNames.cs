namespace Nabla;

/// <summary>The outputs of a model: how many, and what they are called.</summary>
internal sealed class OutputNames(IReadOnlyList<string> names)
{
    internal int Count => names.Count;

    internal string this[int index] => names[index];

    /// <summary>Names where a model gives none: <c>output_1</c>, <c>output_2</c>.</summary>
    internal static OutputNames Counted(int count) => new([.. Enumerable.Range(1, count).Select(i => $"output_{i}")]);

    /// <summary>Values by name put in the order of the outputs.</summary>
    /// <exception cref="ArgumentException">A name is no output's.</exception>
    internal IReadOnlyList<T> ByName<T>(string what, IReadOnlyList<string> given, IReadOnlyList<T> values, T missing)
    {
        foreach (string name in given)
        {
            if (!names.Contains(name))
            {
                throw new ArgumentException($"Compile: {what} for '{name}': the model's outputs are {this}. Name one of them.");
            }
        }

        return [.. names.Select(name => given.ToList().IndexOf(name) is >= 0 and var i ? values[i] : missing)];
    }

    public override string ToString() => string.Join(", ", names);
}
