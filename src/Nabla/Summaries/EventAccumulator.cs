using Nabla.Files;
using Nabla.Formats;
using Nabla.Summaries;

namespace Nabla;

/// <summary>All that the event files of one run's folder say: its tags, and the values of each step by step.</summary>
/// <remarks>
/// Read with <see cref="Reload"/>, which may be called again while the run goes on. Values that a restarted run writes again take the place of the earlier ones of these steps, as in TensorBoard.
/// What is kept is at most <see cref="LoadLimits.MaxDecodedBytes"/>, as it stands in the files.
/// </remarks>
/// <param name="folder">The folder; files whose names contain <c>tfevents</c> are read in order of their names, those of folders inside are runs of their own (<see cref="Runs"/>).</param>
/// <param name="limits">Limits of what the files may ask for.</param>
public sealed class EventAccumulator(string folder, LoadLimits? limits = null) : IDisposable
{
    readonly DecodeBudget budget = new(folder, limits ?? LoadLimits.Default);
    readonly SortedDictionary<string, EventFileReader> readers = new(StringComparer.Ordinal);
    readonly Dictionary<(LoggedKind Kind, string Tag), List<LoggedPoint<LoggedValue>>> values = [];
    readonly List<(LoggedKind Kind, string Tag)> order = [];
    readonly Dictionary<string, string> plugins = new(StringComparer.Ordinal);
    readonly Dictionary<string, ReadOnlyMemory<byte>> runMetadata = new(StringComparer.Ordinal);
    readonly Dictionary<string, LoggedValue> hparams = new(StringComparer.Ordinal);
    readonly List<string> problems = [];
    double version;
    long latestStep = -1;

    /// <summary>The folder of the run.</summary>
    public string Folder { get; } = folder;

    /// <summary>The last graph, as the bytes of a GraphDef; null where there is none.</summary>
    public ReadOnlyMemory<byte>? GraphDef { get; private set; }

    /// <summary>The last graph with its collections, as the bytes of a MetaGraphDef; null where there is none.</summary>
    public ReadOnlyMemory<byte>? MetaGraphDef { get; private set; }

    /// <summary>How many events were read.</summary>
    public long Count { get; private set; }

    /// <summary>Where files are cut or damaged, as <c>file: why</c>; a file that is being written may show up here for a moment.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The tags of run metadata.</summary>
    public IReadOnlyCollection<string> RunMetadataTags => runMetadata.Keys;

    /// <summary>The runs in a folder: those folders in it, and itself, that hold event files, as relative paths (<c>.</c> for itself).</summary>
    public static IReadOnlyList<string> Runs(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = LoadLimits.Default.MaxNesting, AttributesToSkip = FileAttributes.ReparsePoint };
        return [.. Directory.EnumerateFiles(folder, "*tfevents*", options).Select(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('\\', '/')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads what was written since the last time.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ModelFormatException">A file holds whole records that are no events, or there is more than the limits allow.</exception>
    public void Reload()
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "*tfevents*").Where(path => !readers.ContainsKey(path)).ToList()) readers.Add(path, new EventFileReader(path, budget.Limits));
        problems.Clear();
        foreach (var (path, reader) in readers)
        {
            for (var from = reader.Position; reader.Next() is { } next; from = reader.Position)
            {
                budget.Take(reader.Position - from, Path.GetFileName(path));
                Add(next);
            }
            if (reader.Problem.Length > 0) problems.Add($"{Path.GetFileName(path)}: {reader.Problem}");
        }
    }

    /// <summary>The tags whose values have a form, in the order in which they appeared.</summary>
    /// <remarks>TensorFlow 1 writes numbers, histograms and images each in a form of their own; TensorFlow 2 writes tensors and names a plugin (<see cref="PluginOf"/>).</remarks>
    public IReadOnlyList<string> Tags(LoggedKind kind) => [.. order.Where(key => key.Kind == kind).Select(key => key.Tag)];

    /// <summary>The tags that have scalars, of both forms.</summary>
    public IReadOnlyList<string> ScalarTags => Tags(LoggedKind.SimpleValue, "scalars");

    /// <summary>The tags that have histograms, of both forms.</summary>
    public IReadOnlyList<string> HistogramTags => Tags(LoggedKind.Histogram, "histograms");

    /// <summary>The tags that have images, of both forms.</summary>
    public IReadOnlyList<string> ImageTags => Tags(LoggedKind.Image, "images");

    /// <summary>The tags that have texts.</summary>
    public IReadOnlyList<string> TextTags => Tags(LoggedKind.None, "text");

    /// <summary>The plugin that the tensors of a tag are for; empty where none is named.</summary>
    public string PluginOf(string tag) => plugins.GetValueOrDefault(tag, "");

    /// <summary>The values of a tag in one form, step by step.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public IReadOnlyList<LoggedPoint<LoggedValue>> Values(string tag, LoggedKind kind) => values.GetValueOrDefault((kind, tag)) ?? throw Missing(tag, kind);

    /// <summary>The scalars of a tag, of both forms.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    /// <exception cref="ModelFormatException">A tensor cannot be decoded, or is not what its plugin expects.</exception>
    public IReadOnlyList<LoggedPoint<double>> Scalars(string tag) => Points(tag, LoggedKind.SimpleValue, "scalars", value => value.SimpleValue, PluginTensors.Scalar);

    /// <summary>The tensors of a tag.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    /// <exception cref="ModelFormatException">A tensor cannot be decoded, or is not what its plugin expects.</exception>
    public IReadOnlyList<LoggedPoint<Tensor>> Tensors(string tag) => [.. Values(tag, LoggedKind.Tensor).Select(point => new LoggedPoint<Tensor>(point.WallTime, point.Step, point.Value.Tensor!))];

    /// <summary>The histograms of a tag, of both forms; those of TensorFlow 2 do not tell the moments, which are NaN.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    /// <exception cref="ModelFormatException">A tensor cannot be decoded, or is not what its plugin expects.</exception>
    public IReadOnlyList<LoggedPoint<LoggedHistogram>> Histograms(string tag) => Points(tag, LoggedKind.Histogram, "histograms", value => value.Histogram!, PluginTensors.Histogram);

    /// <summary>The images of a tag, of both forms; those of TensorFlow 2 may be several at a step.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    /// <exception cref="ModelFormatException">A tensor cannot be decoded, or is not what its plugin expects.</exception>
    public IReadOnlyList<LoggedPoint<IReadOnlyList<LoggedImage>>> Images(string tag) => Points<IReadOnlyList<LoggedImage>>(tag, LoggedKind.Image, "images", value => [value.Image!], PluginTensors.Images);

    /// <summary>The texts of a tag.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    /// <exception cref="ModelFormatException">A tensor cannot be decoded, or is not what its plugin expects.</exception>
    public IReadOnlyList<LoggedPoint<IReadOnlyList<string>>> Texts(string tag) => Points<IReadOnlyList<string>>(tag, LoggedKind.None, "text", _ => [], PluginTensors.Texts);

    /// <summary>The run metadata of a tag.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public ReadOnlyMemory<byte> RunMetadata(string tag) => runMetadata.TryGetValue(tag, out var found) ? found : throw new KeyNotFoundException($"EventAccumulator: there is no run metadata '{tag}': there are {string.Join(", ", runMetadata.Keys)}.");

    /// <summary>What was logged of hyperparameters, by tag.</summary>
    /// <exception cref="ModelFormatException">It cannot be read.</exception>
    public IReadOnlyDictionary<string, HParams> HParams() =>
        hparams.ToDictionary(value => value.Key, value => Formats.HParams.Read(value.Value), StringComparer.Ordinal);

    /// <summary>Closes the files; what was read stays.</summary>
    public void Dispose()
    {
        foreach (var reader in readers.Values) reader.Dispose();
        readers.Clear();
    }

    void Add(LoggedEvent next)
    {
        Count++;
        Purge(next);
        switch (next.Kind)
        {
            case EventKind.FileVersion:
                version = next.FileVersion.StartsWith("brain.Event:", StringComparison.Ordinal) && double.TryParse(next.FileVersion.AsSpan("brain.Event:".Length), out var number) ? number : version;
                break;
            case EventKind.GraphDef:
                GraphDef = next.Content;
                break;
            case EventKind.MetaGraphDef:
                MetaGraphDef = next.Content;
                break;
            case EventKind.RunMetadata:
                runMetadata[next.Tag] = next.Content;
                break;
        }
        foreach (var value in next.Values)
        {
            if (value.Kind == LoggedKind.None) continue;
            // Only the first value of a tag need say what it is for.
            if (value.HasMetadata) plugins.TryAdd(value.Tag, value.PluginName);
            if (value.PluginName == "hparams") hparams.TryAdd(value.Tag, value);
            var key = (value.Kind, value.Tag);
            if (!values.TryGetValue(key, out var points))
            {
                values.Add(key, points = []);
                order.Add(key);
            }
            points.Add(new(next.WallTime, next.Step, value));
        }
    }

    /// <summary>Forgets what a run that was restarted from a checkpoint computes again.</summary>
    void Purge(LoggedEvent next)
    {
        if (version >= 2)
        {
            if (next.Kind == EventKind.SessionLog && next.Status == SessionStatus.Start) Forget(values.Values, next.Step);
        }
        else if (next.Kind == EventKind.Summary && next.Step < latestStep)
        {
            // Files of version 1 do not log the restart: a step that goes back tells it, for the tags that come again.
            var tags = next.Values.Select(value => value.Tag).ToHashSet(StringComparer.Ordinal);
            Forget(values.Where(entry => tags.Contains(entry.Key.Tag)).Select(entry => entry.Value), next.Step);
        }
        else
        {
            latestStep = next.Step;
        }
    }

    static void Forget(IEnumerable<List<LoggedPoint<LoggedValue>>> lists, long from)
    {
        foreach (var points in lists) points.RemoveAll(point => point.Step >= from);
    }

    List<string> Tags(LoggedKind kind, string plugin) => [.. order.Where(key => key.Kind == kind || (key.Kind == LoggedKind.Tensor && PluginOf(key.Tag) == plugin)).Select(key => key.Tag).Distinct(StringComparer.Ordinal)];

    List<LoggedPoint<T>> Points<T>(string tag, LoggedKind kind, string plugin, Func<LoggedValue, T> simple, Func<Tensor, T> tensor)
    {
        var found = values.GetValueOrDefault((kind, tag));
        var tensors = PluginOf(tag) == plugin ? values.GetValueOrDefault((LoggedKind.Tensor, tag)) : null;
        if (found is null && tensors is null) throw Missing(tag, kind, plugin);
        var points = (found ?? []).Select(point => new LoggedPoint<T>(point.WallTime, point.Step, simple(point.Value)))
            .Concat((tensors ?? []).Select(point => new LoggedPoint<T>(point.WallTime, point.Step, tensor(point.Value.Tensor!))));
        return found is not null && tensors is not null ? [.. points.OrderBy(point => point.Step)] : [.. points];
    }

    KeyNotFoundException Missing(string tag, LoggedKind kind, string plugin = "") => new(
        $"EventAccumulator: '{tag}' has no {(plugin.Length > 0 ? plugin : kind.ToString())} in '{Folder}': there are {(order.Count == 0 ? "no values at all; was Reload called" : string.Join(", ", order.Select(key => $"{key.Tag} ({key.Kind}{(PluginOf(key.Tag) is { Length: > 0 } name ? $", {name}" : "")})").Take(20)))}.");
}
