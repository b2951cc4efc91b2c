using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Nabla.Callbacks;

/// <summary>The figures so far in a running epoch, each computed when it is first looked at: a training that nobody watches computes none.</summary>
/// <remarks>They stay as they were computed; look at them during the call that hands them out.</remarks>
internal sealed class StepLogs(IReadOnlyList<(string Name, Func<double> Value)> figures) : IReadOnlyDictionary<string, double>
{
    readonly double?[] values = new double?[figures.Count];

    public IEnumerable<string> Keys => figures.Select(f => f.Name);

    public IEnumerable<double> Values => Enumerable.Range(0, figures.Count).Select(Value);

    public int Count => figures.Count;

    public double this[string key] => TryGetValue(key, out double value) ? value
        : throw new KeyNotFoundException($"'{key}' is not among the figures. They are {string.Join(", ", Keys)}.");

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        int i = Find(key);
        value = i < 0 ? 0 : Value(i);
        return i >= 0;
    }

    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (int i = 0; i < figures.Count; i++)
        {
            yield return new(figures[i].Name, Value(i));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    double Value(int i) => values[i] ??= figures[i].Value();

    int Find(string key)
    {
        for (int i = 0; i < figures.Count; i++)
        {
            if (figures[i].Name == key)
            {
                return i;
            }
        }

        return -1;
    }
}
