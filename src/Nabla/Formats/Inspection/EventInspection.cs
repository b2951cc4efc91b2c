using System.Globalization;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>Describes event files, one or all of a folder: their tags with the steps, and what else is in them.</summary>
static class EventInspection
{
    public static bool Knows(string path, ReadOnlySpan<byte> start) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*tfevents*").Any()
        // The first event of a file is its version: a record of the time (a tag and 8 bytes), then the text.
        : RecordInspection.IsFront(start) && start[RecordFrames.Front..].IndexOf("brain.Event:"u8) is >= 0 and < 20;

    public static Inspection Of(string path, LoadLimits limits)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*tfevents*").Order(StringComparer.Ordinal)] : [path];
        var (tags, others, problems) = (new List<Tag>(), new List<(string, string)>(), new List<string>());
        var known = new Dictionary<string, Tag>(StringComparer.Ordinal);
        var (count, version, first, last) = (0L, "", double.NaN, double.NaN);
        foreach (var file in files)
        {
            using var reader = new EventFileReader(file, limits);
            while (reader.Next() is { } next)
            {
                count++;
                if (double.IsNaN(first)) first = next.WallTime;
                last = next.WallTime;
                if (next.Kind == EventKind.FileVersion) version = next.FileVersion;
                else if (Other(next, limits) is { } other) others.Add(other);
                foreach (var value in next.Values)
                {
                    if (!known.TryGetValue(value.Tag, out var tag))
                    {
                        if (known.Count == limits.MaxEntries) throw new ModelFormatException(Path.GetFileName(file), "", $"there are more than {limits.MaxEntries:N0} tags");
                        known.Add(value.Tag, tag = new Tag(value, next.Step));
                        tags.Add(tag);
                    }
                    tag.Add(value, next.Step);
                }
            }
            if (reader.Problem.Length > 0) problems.Add($"{Path.GetFileName(file)}: event {reader.Count} at byte {reader.Position:N0}: {reader.Problem}.");
        }
        List<(string, string)> facts = [("files", $"{files.Length:N0}"), ("version", version), ("events", $"{count:N0}")];
        if (count > 0) facts.AddRange([("first written", Time(first)), ("last written", Time(last))]);
        facts.AddRange(others);
        return new("event file", facts, [new("summaries", ["tag", "form", "plugin", "values", "first step", "last step", "last value"], [.. tags.Select(tag => tag.Row())])], problems);
    }

    static (string, string)? Other(LoggedEvent next, LoadLimits limits) => next.Kind switch
    {
        EventKind.GraphDef => ("graph", $"step {next.Step}, {Nodes(next.Content, limits)}"),
        EventKind.MetaGraphDef => ("meta graph", $"step {next.Step}, {next.Content.Length:N0} bytes"),
        EventKind.RunMetadata => ("run metadata", $"step {next.Step}, '{next.Tag}', {next.Content.Length:N0} bytes"),
        EventKind.SessionLog => ("session", $"step {next.Step}, {next.Status.ToString().ToLowerInvariant()}{(next.CheckpointPath.Length > 0 ? $", {next.CheckpointPath}" : "")}"),
        EventKind.LogMessage => ("log", $"step {next.Step}, {next.Message}"),
        _ => null,
    };

    static string Nodes(ReadOnlyMemory<byte> graph, LoadLimits limits)
    {
        try
        {
            return $"{Messages.Parse(GraphDef.Parser, graph.Span, "graph", "", limits).Node.Count:N0} nodes";
        }
        catch (ModelFormatException error)
        {
            return $"{graph.Length:N0} bytes that are no graph ({error.Reason})";
        }
    }

    static string Time(double seconds) => seconds is >= 0 and < 2e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{seconds} s");

    sealed class Tag(LoggedValue first, long step)
    {
        LoggedValue? latest;
        long lastStep;
        long count;

        public void Add(LoggedValue value, long at) => (latest, lastStep, count) = (value, at, count + 1);

        public IReadOnlyList<string> Row() => [first.Tag, Form(first.Kind), first.PluginName, $"{count:N0}", $"{step}", $"{lastStep}", Shown()];

        static string Form(LoggedKind kind) => kind switch { LoggedKind.SimpleValue => "number", LoggedKind.ObsoleteHistogram => "obsolete histogram", _ => kind.ToString().ToLowerInvariant() };

        string Shown()
        {
            var last = latest ?? first;
            switch (last.Kind)
            {
                case LoggedKind.SimpleValue: return string.Create(CultureInfo.InvariantCulture, $"{last.SimpleValue}");
                case LoggedKind.Histogram: return string.Create(CultureInfo.InvariantCulture, $"{last.Histogram!.Count:N0} values, {last.Histogram.Min:G6} to {last.Histogram.Max:G6}");
                case LoggedKind.Image: return $"{last.Image!.Height} × {last.Image.Width}, {last.Image.Channels} channels";
                case LoggedKind.Audio: return string.Create(CultureInfo.InvariantCulture, $"{last.Audio!.Frames:N0} frames, {last.Audio.SampleRate:G6} a second");
                case LoggedKind.Tensor:
                    try
                    {
                        var tensor = last.Tensor!;
                        return tensor.Size == 1 && tensor.ElementType != ElementType.String ? tensor.ToString() : $"{tensor.ElementType.Name} {tensor.Shape}";
                    }
                    catch (ModelFormatException error)
                    {
                        return error.Reason;
                    }
                default: return "";
            }
        }
    }
}
