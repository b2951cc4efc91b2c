using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Graphs;

/// <summary>Moments of what a random node draws.</summary>
static class GraphStatistics
{
    public static void Check(GoldenCase golden, Session session)
    {
        var statistics = golden.Json("statistics");
        var feeds = new Feeds();
        foreach (var (name, value) in golden.Map("feeds")) feeds[name] = GraphValues.ToTensor(value);
        var x = session.Run(statistics.GetProperty("fetch").GetString()!, feeds);
        double? Number(string name) => statistics.TryGetProperty(name, out var value) && golden.Value(value) is { } number ? Convert.ToDouble(number) : null;
        Comparer.Of(golden).Check("shape", golden.Value(statistics.GetProperty("shape")), x.Shape.ToArray());
        if (x.ElementType.Name != statistics.GetProperty("dtype").GetString()) throw new MismatchException($"expected {statistics.GetProperty("dtype").GetString()}, got {x.ElementType.Name}");
        var values = Elements.Real(x);
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (Number("mean") is { } m && !(Math.Abs(mean - m) <= Number("mean_tolerance"))) throw new MismatchException($"mean: expected {m}, got {mean}");
        if (Number("std") is { } s && !(Math.Abs(deviation - s) <= Number("std_tolerance"))) throw new MismatchException($"standard deviation: expected {s}, got {deviation}");
        if (Number("low") is { } low && values.Min() < low) throw new MismatchException($"least: expected {low} or more, got {values.Min()}");
        if (Number("high") is { } high && (x.ElementType.IsInteger ? values.Max() >= high : values.Max() > high)) throw new MismatchException($"greatest: expected less than {high}, got {values.Max()}");
    }
}
