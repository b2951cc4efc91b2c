using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Optimizers;

namespace Nabla.Goldens.Fitting;

/// <summary>Compares figures of a training run, each kind within its own tolerance.</summary>
sealed class Figures(GoldenCase golden)
{
    readonly Comparer metrics = Comparer.Of(golden) with { AbsoluteTolerance = golden.Number("metric_atol", golden.AbsoluteTolerance) };
    readonly Comparer state = Comparer.Of(golden) with { AbsoluteTolerance = golden.Number("optimizer_atol", golden.AbsoluteTolerance) };
    readonly HashSet<string> noise = [.. golden.List("noise_weights").Cast<string>()];

    public Comparer Comparer { get; } = Comparer.Of(golden);

    /// <summary>Series by name: history, or the figures of each step.</summary>
    public void CheckSeries(string what, Dictionary<string, object?> expected, Dictionary<string, List<double>> found)
    {
        CheckNames(what, expected.Keys, found.Keys);
        foreach (var (name, series) in expected) Of(name).Check($"{what} {name}", series, found[name]);
    }

    /// <summary>Figures by name.</summary>
    public void CheckResults(string what, Dictionary<string, object?> expected, IReadOnlyDictionary<string, double> found)
    {
        CheckNames(what, expected.Keys, found.Keys);
        foreach (var (name, value) in expected) Of(name).Check($"{what} {name}", value, found[name]);
    }

    /// <summary>Figures in the order in which Keras lists them: the loss, then the metrics.</summary>
    public void CheckList(string what, List<object?> expected, IReadOnlyDictionary<string, double> found)
    {
        var values = found.ToList();

        // Keras's list repeats the first of two metrics of one name.
        while (expected.Count > values.Count && Enumerable.Range(1, expected.Count - 1).FirstOrDefault(i => Equals(expected[i], expected[i - 1])) is > 0 and var repeated) expected = [.. expected[..repeated], .. expected[(repeated + 1)..]];
        if (values.Count != expected.Count) throw new MismatchException($"{what}: expected {expected.Count} figures, got {string.Join(", ", found.Keys)}");
        for (var i = 0; i < values.Count; i++) Of(values[i].Key).Check($"{what} {values[i].Key}", expected[i], values[i].Value);
    }

    public void CheckWeights(string what, List<object?> expected, IReadOnlyList<Tensor> found)
    {
        if (expected.Count == 0) return;
        if (expected.Count != found.Count) throw new MismatchException($"{what}: expected {expected.Count} weights, got {found.Count}");
        for (var i = 0; i < expected.Count; i++)
        {
            var pair = (List<object?>)expected[i]!;
            if (!noise.Contains((string)pair[0]!)) Comparer.Check($"{what}: {pair[0]}", pair[1], found[i]);
        }
    }

    public void CheckOptimizer(List<object?> expected, Optimizer optimizer)
    {
        if (expected.Count == 0) return;
        var pairs = expected.ConvertAll(pair => (List<object?>)pair!);
        var found = optimizer.Variables;
        if (pairs.Count != found.Count) throw new MismatchException($"optimizer: expected {string.Join(", ", pairs.Select(pair => pair[0]))}, got {string.Join(", ", found.Select(variable => variable.Name))}");
        for (var i = 0; i < pairs.Count; i++)
        {
            var path = (string)pairs[i][0]!;
            if (noise.Any(name => path.Contains(name.Replace('/', '_'), StringComparison.Ordinal))) continue;
            (state with { ComparesTypes = !path.EndsWith("/iteration", StringComparison.Ordinal) }).Check($"optimizer {path}", pairs[i][1], found[i].Value);
        }
    }

    Comparer Of(string name) => name.EndsWith("loss", StringComparison.Ordinal) ? Comparer : metrics;

    static void CheckNames(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        if (!expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)))
            throw new MismatchException($"{what}: expected the names {string.Join(", ", expected)}, got {string.Join(", ", found)}");
    }
}
