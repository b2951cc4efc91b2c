namespace Nabla;

/// <summary>What a misspelt name may have meant.</summary>
internal static class NearNames
{
    /// <summary>The three names nearest to one, as a sentence.</summary>
    internal static string Describe(string name, IEnumerable<string> all)
    {
        var near = all.OrderBy(other => Distance(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(3).ToArray();
        return near.Length == 0 ? "There are none." : $"The nearest are {string.Join(", ", near.Select(n => $"'{n}'"))}.";
    }

    /// <summary>How many letters must be added, dropped or changed to get from one word to another; case does not count.</summary>
    internal static int Distance(string from, string to)
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
