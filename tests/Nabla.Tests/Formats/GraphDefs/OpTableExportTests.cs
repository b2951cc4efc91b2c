using Nabla.Tests.Catalog;
using Xunit;

namespace Nabla.Tests.Formats.GraphDefs;

/// <summary>Every op of the table, recorded, exported, imported and run again.</summary>
public sealed class OpTableExportTests
{
    [Fact]
    public void What_is_exported_computes_the_same_bits_when_it_is_imported()
    {
        var (exported, refused, different) = (0, new List<string>(), new List<string>());
        foreach (var op in OpTable.Cases.Values)
        {
            using var graph = new Graph();
            var draws = op.Draw();
            Tensor[] x;
            Tensor y;
            try
            {
                x = [.. draws.Select((value, i) => Graph.Placeholder(value.ElementType, value.Shape, $"x{i}"))];
                y = op.Run(x).Identity().Named("y");
            }
            catch (Exception error) when (error is InvalidOperationException or ShapeException or ArgumentException)
            {
                // What reads values while it is built belongs to no graph.
                continue;
            }
            byte[] bytes;
            try
            {
                bytes = graph.ToBytes();
            }
            catch (NotSupportedException error)
            {
                Assert.StartsWith("Export: the node '", error.Message, StringComparison.Ordinal);
                refused.Add(op.Name);
                continue;
            }
            exported++;
            graph.Dispose();
            var feeds = new Feeds();
            for (var i = 0; i < draws.Length; i++) feeds[$"x{i}:0"] = draws[i];
            if (!Same(Run(graph, "y:0", feeds), Run(Graph.ReadFrom(bytes), "y:0", feeds))) different.Add(op.Name);
        }
        Assert.Empty(different);
        Assert.True(exported >= 150, $"{exported} exported; refused: {string.Join(", ", refused)}");
    }

    [Fact]
    public void Gradients_that_are_exported_agree_when_they_are_imported()
    {
        var (exported, different) = (0, new List<string>());
        foreach (var op in OpTable.Cases.Values.Where(op => op.Orders > 0))
        {
            using var graph = new Graph();
            var draws = op.Draw();
            Tensor[] x;
            byte[] bytes;
            try
            {
                x = [.. draws.Select((value, i) => Graph.Placeholder(value.ElementType, value.Shape, $"x{i}"))];
                var dx = Graph.Gradients(op.Run(x), [x[0]]);
                if (!dx.IsConnected(0)) continue;
                dx[0].Identity().Named("dx");
                bytes = graph.ToBytes();
            }
            catch (Exception error) when (error is InvalidOperationException or ShapeException or ArgumentException or NotSupportedException)
            {
                continue;
            }
            exported++;
            graph.Dispose();
            var feeds = new Feeds();
            for (var i = 0; i < draws.Length; i++) feeds[$"x{i}:0"] = draws[i];
            var (a, b) = (Run(graph, "dx:0", feeds), Run(Graph.ReadFrom(bytes), "dx:0", feeds));
            if (a.Shape != b.Shape || !(bool)a.AllClose(b, 1e-12, 1e-12, equalNaN: true)) different.Add(op.Name);
        }
        Assert.Empty(different);
        Assert.True(exported >= 80, $"{exported} exported");
    }

    static Tensor Run(Graph graph, string fetch, Feeds feeds)
    {
        using var session = new Session(graph);
        return session.Run(fetch, feeds);
    }

    static bool Same(Tensor a, Tensor b) => a.Shape == b.Shape && a.ElementType == b.ElementType && (a.ElementType == ElementType.String
        ? a.ToArray<string>().SequenceEqual(b.ToArray<string>())
        : a.Contiguous().ContiguousBytes.SequenceEqual(b.Contiguous().ContiguousBytes));
}
