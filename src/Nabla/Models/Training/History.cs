namespace Nabla;

/// <summary>Loss and metrics of each epoch of a training.</summary>
public sealed class History
{
    readonly Dictionary<string, List<double>> values = new(StringComparer.Ordinal);
    readonly List<int> epochs = [];

    /// <summary>The numbers of the epochs, counted from 0.</summary>
    public IReadOnlyList<int> Epochs => epochs;

    /// <summary>The names of what was recorded: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c> …</summary>
    public IReadOnlyList<string> Names => [.. values.Keys];

    /// <summary>One figure over the epochs.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of this name was recorded; the message lists the names.</exception>
    public IReadOnlyList<double> this[string name] => values.TryGetValue(name, out var series) ? series
        : throw new KeyNotFoundException($"History: '{name}' was not recorded. Recorded are {(values.Count == 0 ? "no figures: no epoch was completed" : string.Join(", ", values.Keys))}.");

    /// <summary>Whether a figure was recorded.</summary>
    public bool Contains(string name) => values.ContainsKey(name);

    /// <summary>Appends the figures of an epoch.</summary>
    internal void Add(int epoch, IReadOnlyDictionary<string, double> logs)
    {
        epochs.Add(epoch);
        foreach (var (name, value) in logs)
        {
            if (!values.TryGetValue(name, out var series))
            {
                values[name] = series = [];
            }

            series.Add(value);
        }
    }
}
