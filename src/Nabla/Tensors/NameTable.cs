namespace Nabla;

/// <summary>A closed table from Keras's names to new objects: what makes <c>loss: "mse"</c> work.</summary>
/// <param name="kind">What the table holds, for errors: <c>loss</c>.</param>
internal sealed class NameTable<T>(string kind)
    where T : class
{
    readonly Dictionary<string, Func<T>> rows = new(StringComparer.Ordinal);
    readonly List<string> primary = [];

    /// <summary>The main name of each row, in order.</summary>
    internal IReadOnlyList<string> Names => primary;

    /// <summary>Adds a row: each of the names makes a new object.</summary>
    internal NameTable<T> Add(Func<T> make, params ReadOnlySpan<string> names)
    {
        primary.Add(names[0]);
        foreach (string name in names)
        {
            rows.Add(name, make);
        }

        return this;
    }

    /// <summary>A new object.</summary>
    /// <exception cref="ArgumentException">No row has the name; the message lists those that exist and names the nearest.</exception>
    internal T Make(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (rows.TryGetValue(name, out var make))
        {
            return make();
        }

        string nearest = rows.Keys.MinBy(row => NearNames.Distance(name, row))!;
        string hint = NearNames.Distance(name, nearest) <= Math.Max(2, name.Length / 3) ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new ArgumentException($"{char.ToUpperInvariant(kind[0])}{kind[1..]}: '{name}': no {kind} has this name.{hint} Use one of {string.Join(", ", primary)}.", nameof(name));
    }
}
