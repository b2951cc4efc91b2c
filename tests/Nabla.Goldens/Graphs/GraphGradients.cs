using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Graphs;

/// <summary>Gradients of Σ fetch·r for placeholders, as nodes that <c>Graph.Gradients</c> adds.</summary>
static class GraphGradients
{
    public static void Check(GoldenCase golden, Graph graph, Session session)
    {
        var weights = golden.Map("r");
        var expected = golden.Map("gradients");
        string[] sources = [.. expected.Keys];
        var xs = Array.ConvertAll(sources, graph.GetTensorByName);
        Gradients gradients;
        using (graph.AsDefault())
        {
            gradients = Graph.Gradients([.. weights.Keys.Select(graph.GetTensorByName)], xs, [.. weights.Values.Select(r => (Tensor)r!)]);
        }
        var first = golden.Has("runs") ? GraphRun.Of(golden, golden.Json("runs")[0]) : GraphRun.Of(golden);
        var feeds = new Feeds();
        foreach (var (name, value) in first.Feeds) feeds[name] = GraphValues.ToTensor(value);
        int[] present = [.. Enumerable.Range(0, sources.Length).Where(gradients.IsConnected)];
        var results = session.Run([.. present.Select(i => (Fetch)gradients[i])], feeds);
        foreach (var (i, name) in sources.Index())
        {
            var at = Array.IndexOf(present, i);
            var actual = at < 0 ? null : results[at];
            if (expected[name] is null && actual is not null && (bool)actual.Equal(actual.ZerosLike()).All()) actual = null;
            Comparer.Of(golden).Check($"gradient of {name}", expected[name], actual);
        }
    }
}
