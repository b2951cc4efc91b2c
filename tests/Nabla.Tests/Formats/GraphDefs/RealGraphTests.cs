using System.Globalization;
using Xunit;

namespace Nabla.Tests.Formats.GraphDefs;

/// <summary>Graphs that other projects keep, with inputs and outputs.</summary>
public sealed class RealGraphTests(ITestOutputHelper output)
{
    [Fact]
    public void Graphs_whose_operations_are_there_give_what_is_kept_with_them()
    {
        var (passed, frozen, wrong, missing) = (0, 0, new List<string>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        var root = Path.Combine(Materials.Artifacts, "tensorflow", "graphs-io");
        foreach (var file in Directory.EnumerateFiles(root, "frozen_model.pb", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(root, Path.GetDirectoryName(file)!);
            try
            {
                Check(Path.GetDirectoryName(file)!, Graph.ReadFrom(file));
                passed++;
            }
            catch (MissingOperationsException error)
            {
                foreach (var type in error.Types) missing[type] = missing.GetValueOrDefault(type) + 1;
            }
            catch (ModelFormatException error) when (error.Message.Contains("a variable is expected", StringComparison.Ordinal))
            {
                // Frozen with an assignment to what is a constant now: TensorFlow refuses it, too.
                frozen++;
            }
            catch (Exception error)
            {
                wrong.Add($"{name}: {error.Message}");
            }
        }
        output.WriteLine($"{passed} passed, {wrong.Count} wrong, {frozen} assign to constants");
        foreach (var (type, count) in missing) output.WriteLine($"missing {type} ({count})");
        foreach (var line in wrong) output.WriteLine($"wrong {line[..Math.Min(line.Length, 300)]}");
        Assert.True(passed >= 600, $"{passed} passed");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Frozen_graphs_texts_and_meta_graphs_are_imported_or_name_what_is_missing()
    {
        var root = Path.Combine(Materials.Artifacts, "tensorflow");
        var files = new[] { "frozen", "graph-pbtxt", "metagraph" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var imported = 0;
        foreach (var file in files)
        {
            try
            {
                if (file.Contains("metagraph", StringComparison.Ordinal)) MetaGraph.Import(file);
                else Graph.ReadFrom(file);
                imported++;
            }
            catch (MissingOperationsException error)
            {
                output.WriteLine($"{Path.GetRelativePath(root, file)}: missing {string.Join(", ", error.Types)}");
            }
            catch (ModelFormatException error)
            {
                output.WriteLine($"{Path.GetRelativePath(root, file)}: {error.Message}");
            }
        }
        output.WriteLine($"{imported} imported");
        Assert.True(imported >= 65, $"{imported} imported");
    }

    static void Check(string folder, Graph graph)
    {
        using var session = new Session(graph);
        var feeds = new Feeds();
        foreach (var file in Directory.EnumerateFiles(folder, "*.placeholder.csv"))
        {
            var name = Path.GetFileName(file)[..^".placeholder.csv".Length].Replace("____", "/", StringComparison.Ordinal);
            feeds[name + ":0"] = Read(file, ((Nabla.Operations.Placeholder)graph.GetOperationByName(name).Op).ElementType);
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*.prediction.csv"))
        {
            var name = Path.GetFileName(file)[..^".prediction.csv".Length].Replace("____", "/", StringComparison.Ordinal);
            var dot = name.LastIndexOf('.');
            var tensor = dot > 0 && int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? $"{name[..dot]}:{index}" : $"{name}:0";
            var actual = session.Run(tensor, feeds);
            if (graph.Nodes.Any(node => node.Op.Name.Contains("Random", StringComparison.Ordinal) || node.Op.Name is "TruncatedNormal" or "Multinomial" or "Empty")) continue;
            if (actual.ElementType == ElementType.String) continue;
            var expected = Read(file, actual.ElementType);
            if (expected.Size != actual.Size) throw new InvalidDataException($"{tensor}: {actual.Shape}, expected {expected.Shape}");
            var (a, e) = (actual.Cast(ElementType.Float64).Reshape([actual.Size]), expected.Cast(ElementType.Float64).Reshape([expected.Size]));
            var tolerance = actual.ElementType is ElementType.Float16 or ElementType.BFloat16 ? 1e-2 : 1e-4;
            if (!(bool)a.AllClose(e, tolerance, tolerance, equalNaN: true)) throw new InvalidDataException($"{tensor}: {a} expected {e}");
        }
    }

    static Tensor Read(string file, ElementType type)
    {
        var lengths = File.ReadAllLines(file[..^".csv".Length] + ".shape").Where(line => line.Length > 0).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        // A scalar has the shape 0 there, as an empty vector does.
        if (lengths is [0] && File.ReadAllLines(file).Count(line => line.Length > 0) == 1) lengths = [];
        var lines = File.ReadAllLines(file).Where(line => line.Length > 0).ToArray();
        if (type == ElementType.Bool) return Tensor.Constant((Array)Array.ConvertAll(lines, line => line is "true" or "True" || (double.TryParse(line, CultureInfo.InvariantCulture, out var number) && number != 0)), Shape.Of(lengths));
        if (type is ElementType.Int64) return Tensor.Constant((Array)Array.ConvertAll(lines, line => long.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : (long)double.Parse(line, CultureInfo.InvariantCulture)), Shape.Of(lengths));
        return Tensor.Constant((Array)Array.ConvertAll(lines, line => line.Trim().ToLowerInvariant() switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, _ => double.Parse(line, CultureInfo.InvariantCulture) }), Shape.Of(lengths)).Cast(type);
    }
}
