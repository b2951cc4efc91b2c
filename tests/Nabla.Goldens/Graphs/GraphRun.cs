using System.Text.Json;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Graphs;

/// <summary>One call of <c>Session.Run</c>: what is fed, fetched and run.</summary>
sealed record GraphRun(Dictionary<string, object?> Feeds, List<(string Name, object? Expected)> Fetches, List<string> Targets, bool MustFail)
{
    public static GraphRun Of(GoldenCase golden) => new(golden.Map("feeds"), Named(golden.Value("fetches")), Names(golden.Value("targets")), false);

    public static GraphRun Of(GoldenCase golden, JsonElement run)
    {
        object? Field(string name) => run.TryGetProperty(name, out var piece) ? golden.Value(piece) : null;
        return new(
            (Field("feeds") ?? Field("feed")) as Dictionary<string, object?> ?? [],
            Named(Field("fetches") ?? Field("fetch")),
            Names(Field("targets")),
            Field("error") is true);
    }

    /// <summary>Runs it and compares.</summary>
    public void Play(Session session, GoldenCase golden, string place, CaseFolder folder)
    {
        var feeds = new Feeds();
        foreach (var (name, value) in Feeds) feeds[name] = GraphValues.ToTensor(value, folder);
        Fetch[] fetches = [.. Fetches.Select(fetch => (Fetch)fetch.Name), .. Targets.Select(target => (Fetch)target)];
        if (MustFail)
        {
            try
            {
                session.Run(fetches, feeds);
            }
            catch (Exception error) when (error is not (NullReferenceException or IndexOutOfRangeException or InvalidCastException))
            {
                return;
            }
            throw new MismatchException($"{place}: it must be refused, and was not");
        }
        var results = session.Run(fetches, feeds);
        for (var i = 0; i < Fetches.Count; i++)
        {
            var (name, expected) = Fetches[i];
            if (expected is null) continue;
            var tolerance = golden.Number("pixel_tolerance", -1);
            var value = GraphValues.ToTensor(expected, folder);
            if (tolerance >= 0 && value.ElementType == ElementType.UInt8) Pixels($"{place}: {name}", value, results[i], tolerance);
            else Comparer.Of(golden).Check($"{place}: {name}", value, value.ElementType == ElementType.String && results[i].ElementType == ElementType.String ? WithoutZeros(results[i]) : results[i]);
        }
    }

    /// <summary>The arrays that hold what is expected cannot hold zero bytes at the end of a text.</summary>
    static Tensor WithoutZeros(Tensor x) => Tensor.Constant((Array)Array.ConvertAll(x.ToArray<string>(), text => text.TrimEnd('\0')), x.Shape);

    static void Pixels(string place, Tensor expected, Tensor actual, double tolerance) =>
        new Comparer(0, tolerance).Check(place, expected.Cast(ElementType.Float64), actual.ElementType == ElementType.UInt8 ? actual.Cast(ElementType.Float64) : actual);

    static List<(string Name, object? Expected)> Named(object? fetches) => fetches switch
    {
        Dictionary<string, object?> map => [.. map.Select(pair => (pair.Key, pair.Value))],
        List<object?> names => [.. names.Select(name => ((string)name!, (object?)null))],
        _ => [],
    };

    static List<string> Names(object? targets) => targets is List<object?> names ? [.. names.Select(name => (string)name!)] : [];
}
