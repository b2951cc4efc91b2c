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

        string nearest = rows.Keys.MinBy(row => Distance(name, row))!;
        string hint = Distance(name, nearest) <= Math.Max(2, name.Length / 3) ? $" Did you mean '{nearest}'?" : string.Empty;
        throw new ArgumentException($"{char.ToUpperInvariant(kind[0])}{kind[1..]}: '{name}': no {kind} has this name.{hint} Use one of {string.Join(", ", primary)}.", nameof(name));
    }

    /// <summary>How many letters must be added, dropped or changed to get from one word to another; case does not count.</summary>
    static int Distance(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int change = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
