using System.Text.Json;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Formats.Protobuf;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Cases of event files, whole, cut and damaged.</summary>
static class EventFiles
{
    public static void Check(GoldenCase golden)
    {
        var member = golden.Text("member")!;
        using var folder = ExtractedFolder.Of(golden.Topic.Archive(golden.Text("archive")!), member);
        if (golden.Text("expect") == "prefix")
        {
            // The member is one file, whose name below itself is empty.
            using var archive = ArchiveReader.Open(golden.Topic.Archive(golden.Text("archive")!));
            using var reader = new EventFileReader(new MemoryStream(archive.ReadAllBytes(archive.Find(member)!)), golden.Name);
            var found = reader.ReadToEnd().Select(next => (object?)new List<object?> { next.Step, next.Values.Select(value => (object?)value.Tag).ToList() }).ToList();
            Comparer.Of(golden).Check("events", golden.List("events"), found);
            return;
        }
        // Arrays of two files of a case may bear one key: the array is then that of the last of them.
        var files = golden.Json("files").EnumerateObject().ToList();
        for (var i = 0; i < files.Count; i++) CheckFile(golden, files[i], folder.PathOf(files[i].Name), key => !files.Skip(i + 1).Any(later => later.Value.GetRawText().Contains($"\"{key}\"", StringComparison.Ordinal)));
        if (golden.Has("accumulated"))
        {
            var runs = golden.Json("accumulated").EnumerateObject().ToList();
            Comparer.Of(golden).Check("runs", runs.Select(run => (object?)run.Name).ToList(), EventAccumulator.Runs(folder.Root));
            foreach (var run in runs) CheckRun(golden, run, folder.PathOf(run.Name));
        }
    }

    static void CheckFile(GoldenCase golden, JsonProperty file, string path, Func<string, bool> isOwn)
    {
        var comparer = Comparer.Of(golden);
        var found = EventFileReader.Read(path).ToList();
        var expected = file.Value.GetProperty("events").EnumerateArray().ToList();
        comparer.Check($"{file.Name}: number of events", (long)expected.Count, found.Count);
        if (golden.Has("surviving")) comparer.Check($"{file.Name}: surviving", golden.Value("surviving"), (long)found.Count);
        for (var i = 0; i < found.Count; i++) CheckEvent($"{file.Name}: event {i}", golden, expected[i], found[i], comparer, isOwn);
        if (!golden.Has("hparams")) return;
        foreach (var tag in golden.Json("hparams").GetProperty(file.Name).EnumerateObject())
        {
            var value = found.SelectMany(next => next.Values).First(value => value.Tag == tag.Name);
            comparer.Check($"{file.Name}: {tag.Name}", golden.Value(tag.Value), Plain(HParams.Read(value)));
        }
    }

    static void CheckEvent(string place, GoldenCase golden, JsonElement expected, LoggedEvent found, Comparer comparer, Func<string, bool> isOwn)
    {
        comparer.Check($"{place}: step", golden.Value(expected.GetProperty("step")), found.Step);
        var what = found.Kind switch
        {
            EventKind.FileVersion => "file_version",
            EventKind.GraphDef => "graph_def",
            EventKind.Summary => "summary",
            EventKind.SessionLog => "session_log",
            EventKind.RunMetadata => "tagged_run_metadata",
            EventKind.MetaGraphDef => "meta_graph_def",
            var kind => kind.ToString(),
        };
        comparer.Check($"{place}: what", expected.GetProperty("what").GetString(), what);
        if (expected.TryGetProperty("file_version", out var version)) comparer.Check($"{place}: version", version.GetString(), found.FileVersion);
        if (expected.TryGetProperty("tag", out var tag)) comparer.Check($"{place}: tag", tag.GetString(), found.Tag);
        if (expected.TryGetProperty("nodes", out var nodes))
        {
            var graph = GraphDef.Parser.ParseFrom(found.Content.Span);
            comparer.Check($"{place}: nodes", golden.Value(nodes), graph.Node.Select(node => new List<object?> { node.Name, node.Op }).ToList());
            comparer.Check($"{place}: functions", golden.Value(expected.GetProperty("functions")), graph.Library?.Function.Select(function => function.Signature.Name).ToList() ?? []);
        }
        if (!expected.TryGetProperty("values", out var values)) return;
        comparer.Check($"{place}: number of values", (long)values.GetArrayLength(), found.Values.Count);
        foreach (var (value, i) in values.EnumerateArray().Select((value, i) => (value, i))) CheckValue($"{place}, value {i}", golden, value, found.Values[i], comparer, isOwn);
    }

    static void CheckValue(string place, GoldenCase golden, JsonElement expected, LoggedValue found, Comparer comparer, Func<string, bool> isOwn)
    {
        comparer.Check($"{place}: tag", expected.GetProperty("tag").GetString(), found.Tag);
        var kind = found.Kind switch { LoggedKind.SimpleValue => "simple_value", LoggedKind.Histogram => "histo", LoggedKind.Image => "image", LoggedKind.Audio => "audio", LoggedKind.Tensor => "tensor", _ => "none" };
        comparer.Check($"{place}: kind", expected.GetProperty("kind").GetString(), kind);
        comparer.Check($"{place}: plugin", golden.Value(expected.GetProperty("plugin")), found.PluginName.Length > 0 ? found.PluginName : null);
        var value = expected.GetProperty("value");
        object actual = found.Kind switch
        {
            LoggedKind.SimpleValue => (double)found.SimpleValue,
            LoggedKind.Histogram => Plain(found.Histogram!),
            LoggedKind.Image => new Dictionary<string, object?> { ["height"] = found.Image!.Height, ["width"] = found.Image.Width, ["colorspace"] = found.Image.Channels, ["bytes"] = found.Image.Encoded.Length },
            LoggedKind.Audio => new Dictionary<string, object?> { ["sample_rate"] = (double)found.Audio!.SampleRate, ["frames"] = found.Audio.Frames, ["bytes"] = found.Audio.Encoded.Length },
            _ => found.Tensor!,
        };
        if (actual is double number && value.ValueKind == JsonValueKind.String) comparer.Check(place, value.GetString() switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, _ => double.NegativeInfinity }, number);
        else if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("byte_lengths", out var lengths))
        {
            var strings = found.Tensor!;
            comparer.Check($"{place}: shape", golden.Value(value.GetProperty("shape")), strings.Shape);
            comparer.Check($"{place}: lengths", golden.Value(lengths), strings.ToArray<string>().Select(text => (object?)(long)ByteText.ToBytes(text).Length).ToList());
        }
        else if (value.ValueKind != JsonValueKind.String || isOwn(value.GetString()!))
        {
            comparer.Check(place, golden.Value(value), actual);
        }
    }

    static Dictionary<string, object?> Plain(LoggedHistogram histogram) => new()
    {
        ["min"] = histogram.Min,
        ["max"] = histogram.Max,
        ["num"] = histogram.Count,
        ["sum"] = histogram.Sum,
        ["sum_squares"] = histogram.SumOfSquares,
        ["bucket_limit"] = histogram.BucketLimits,
        ["bucket"] = histogram.Buckets,
    };

    static Dictionary<string, object?> Plain(HParams hparams)
    {
        if (hparams.Session is { } session)
            return new() { ["session_start_info"] = new Dictionary<string, object?> { ["hparams"] = new Dictionary<string, object?>(session.Values), ["group_name"] = session.GroupName, ["start_time_secs"] = session.StartTime } };
        var experiment = hparams.Experiment!;
        return new()
        {
            ["experiment"] = new Dictionary<string, object?>
            {
                ["time_created_secs"] = experiment.TimeCreated,
                ["hparam_infos"] = experiment.Parameters.Select(parameter =>
                {
                    var plain = new Dictionary<string, object?> { ["name"] = parameter.Name, ["type"] = "DATA_TYPE_" + parameter.Type.ToUpperInvariant() };
                    if (parameter.MinValue is { } least) plain["domain_interval"] = new Dictionary<string, object?> { ["min_value"] = least, ["max_value"] = parameter.MaxValue };
                    else plain["domain_discrete"] = parameter.Choices;
                    return (object?)plain;
                }).ToList(),
                ["metric_infos"] = experiment.Metrics.Select(metric => (object?)new Dictionary<string, object?> { ["name"] = new Dictionary<string, object?> { ["tag"] = metric.Tag }, ["display_name"] = metric.DisplayName }).ToList(),
            },
        };
    }

    static void CheckRun(GoldenCase golden, JsonProperty run, string folder)
    {
        var comparer = Comparer.Of(golden);
        using var found = new EventAccumulator(folder);
        found.Reload();
        var tags = new Dictionary<string, object?>();
        void Tags(string name, IReadOnlyCollection<string> list)
        {
            if (list.Count > 0) tags[name] = list.ToList();
        }
        Tags("images", found.Tags(LoggedKind.Image));
        Tags("audio", found.Tags(LoggedKind.Audio));
        Tags("histograms", found.Tags(LoggedKind.Histogram));
        Tags("distributions", found.Tags(LoggedKind.Histogram));
        Tags("scalars", found.Tags(LoggedKind.SimpleValue));
        Tags("tensors", found.Tags(LoggedKind.Tensor));
        Tags("run_metadata", found.RunMetadataTags);
        if (found.GraphDef is not null) tags["graph"] = true;
        if (found.MetaGraphDef is not null) tags["meta_graph"] = true;
        comparer.Check($"{run.Name}: tags", golden.Value(run.Value.GetProperty("tags")), tags);
        foreach (var (field, kind) in new[] { ("scalars", LoggedKind.SimpleValue), ("tensors", LoggedKind.Tensor), ("histograms", LoggedKind.Histogram), ("images", LoggedKind.Image) })
        {
            if (!run.Value.TryGetProperty(field, out var list)) continue;
            foreach (var tag in list.EnumerateObject())
            {
                var place = $"{run.Name}: {field} {tag.Name}";
                comparer.Check($"{place}: steps", golden.Value(tag.Value.GetProperty("steps")), found.Values(tag.Name, kind).Select(point => (object?)point.Step).ToList());
                if (tag.Value.TryGetProperty("plugin", out var plugin)) comparer.Check($"{place}: plugin", golden.Value(plugin), found.PluginOf(tag.Name) is { Length: > 0 } name ? name : null);
                if (tag.Value.TryGetProperty("values", out var values)) comparer.Check(place, golden.Value(values), Values(golden.Value(values), found.Scalars(tag.Name)));
            }
        }
    }

    static Tensor Values(object? expected, IReadOnlyList<LoggedPoint<double>> points) => Tensor.Constant((Array)points.Select(point => point.Value).ToArray()).Cast(((Tensor)expected!).ElementType);
}
