using System.Text.Json;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Pipelines;

/// <summary>Cases of <c>data/pipelines</c>: a source, steps, and the elements that come out. A step of a name that has no row here is not supported.</summary>
sealed class PipelineArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var piped = Make(golden, golden.Json("source"), golden.Json("steps"));
        if (golden.MustFail)
        {
            _ = piped.Elements().Take(1000).ToList();
            return;
        }
        var comparer = Comparer.Of(golden);
        if (golden.Has("statistics")) throw new NotSupportedNameException("shares of sampled data sets");
        if (golden.Has("cardinality")) comparer.Check("cardinality", golden.Value("cardinality"), piped.Data.Cardinality);
        if (golden.Has("check"))
        {
            FreeOrder.Check(golden, piped);
            return;
        }
        if (golden.Has("elements")) CheckElements("element", golden.List("elements"), piped, comparer);
        foreach (var (epoch, i) in golden.List("epochs").Select((epoch, i) => (epoch, i))) CheckElements($"epoch {i}, element", (List<object?>)epoch!, piped, comparer);
        if (!golden.Has("reduce")) return;
        var reduce = golden.Map("reduce");
        var function = new Expression((string)reduce["function"]!);
        comparer.Check("result", golden.Value("result"), piped.Data.Reduce(reduce["initial_state"], (state, element) => function.Call(state, piped.Layout.Build(element))));
    }

    static void CheckElements(string what, List<object?> expected, Piped piped, Comparer comparer)
    {
        var found = piped.Elements().Take(expected.Count + 1).ToList();
        for (var i = 0; i < Math.Min(expected.Count, found.Count); i++)
        {
            if (expected[i] is Dictionary<string, object?> map && map.ContainsKey("dataset")) throw new NotSupportedNameException("nested data sets");
            comparer.Check($"{what} {i}", expected[i], found[i]);
        }
        if (found.Count != expected.Count) throw new MismatchException($"expected {expected.Count} elements, got {(found.Count > expected.Count ? "more" : found.Count)}");
    }

    static Piped Make(GoldenCase golden, JsonElement source, JsonElement steps)
    {
        var piped = Source(golden, source);
        foreach (var step in steps.EnumerateArray()) piped = Step(golden, piped, step, (Dictionary<string, object?>)golden.Value(step)!);
        return piped;
    }

    static Piped Inner(GoldenCase golden, JsonElement pipeline) => Make(golden, pipeline.GetProperty("source"), pipeline.GetProperty("steps"));

    static Piped Source(GoldenCase golden, JsonElement json)
    {
        var kind = json.GetProperty("kind").GetString()!;
        switch (kind)
        {
            case "range" when !json.TryGetProperty("output_type", out var type) || type.ValueKind == JsonValueKind.Null || type.GetString() == "int64":
                var ends = json.GetProperty("args").EnumerateArray().Select(end => end.GetInt64()).ToList();
                var range = ends.Count switch { 1 => Dataset.Range(ends[0]), 2 => Dataset.Range(ends[0], ends[1]), _ => Dataset.Range(ends[0], ends[1], ends[2]) };
                return new Piped(range, new Layout());
            case "from_tensor_slices":
            case "from_tensors":
                var tensors = golden.Value(json.GetProperty("tensors"));
                var parts = Layout.Flatten(tensors is List<object?> list && list.TrueForAll(item => item is long or double or bool or string) ? Arguments.ToTensor(list) : tensors).ToArray();
                return new Piped(kind == "from_tensors" ? Dataset.FromTensors(parts) : Dataset.FromTensorSlices(parts), new Layout { Template = tensors });
            case "text_line":
            case "tfrecord":
            case "fixed_length_record":
            case "list_files":
                return new Piped(FileSources.Make(golden, kind, json), new Layout());
            case "zip":
                return Zip(golden, json.GetProperty("datasets"));
            default:
                throw new NotSupportedNameException($"the source {kind}{(kind == "range" ? " of another type" : "")}");
        }
    }

    static Piped Zip(GoldenCase golden, JsonElement datasets)
    {
        if (datasets.ValueKind != JsonValueKind.Array) throw new NotSupportedNameException("zip of named data sets");
        var inner = datasets.EnumerateArray().Select(pipeline => Inner(golden, pipeline)).ToList();
        return new Piped(Dataset.Zip([.. inner.Select(piped => piped.Data)]), new Layout { Template = inner.ConvertAll(piped => piped.Layout.Template) });
    }

    static Piped Step(GoldenCase golden, Piped piped, JsonElement json, Dictionary<string, object?> arguments)
    {
        var (data, layout) = (piped.Data, piped.Layout);
        int Number(string name) => (int)(long)arguments[name]!;
        switch (arguments["step"])
        {
            case "map":
                var function = new Expression((string)arguments["function"]!);
                var mapped = new Layout();
                return new Piped(data.Map((Element element) => mapped.Take(function.Call(layout.Build(element)))), mapped);
            case "filter":
                var condition = new Expression((string)arguments["function"]!);
                return piped.With(data.Filter(element => ((Tensor)condition.Call(layout.Build(element))!).ToScalar<bool>()));
            case "batch": return piped.With(data.Batch(Number("batch_size"), arguments.GetValueOrDefault("drop_remainder") is true));
            case "unbatch": return piped.With(data.Unbatch());
            case "repeat": return piped.With(arguments.GetValueOrDefault("count") is long count and >= 0 ? data.Repeat((int)count) : data.Repeat());
            case "take": return piped.With(Number("count") < 0 ? data : data.Take(Number("count")));
            case "skip": return piped.With(data.Skip(Number("count") < 0 ? long.MaxValue : Number("count")));
            case "shuffle": return piped.With(data.Shuffle(Number("buffer_size"), arguments.GetValueOrDefault("seed") is long seed ? (int)seed : null, arguments.GetValueOrDefault("reshuffle_each_iteration") is not false));
            case "concatenate": return piped.With(data.Concatenate(Inner(golden, json.GetProperty("dataset")).Data));
            case "cache": return piped.With(data.Cache());
            case "prefetch": return piped.With(data.Prefetch(Math.Max(Number("buffer_size"), 1)));
            case "enumerate":
                return new Piped(data.Enumerate(arguments.GetValueOrDefault("start") is long start ? start : 0), new Layout { Template = new List<object?> { null, layout.Template } });
            default: throw new NotSupportedNameException($"the step {arguments["step"]}");
        }
    }
}
