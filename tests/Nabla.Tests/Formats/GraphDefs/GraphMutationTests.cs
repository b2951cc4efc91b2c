using Google.Protobuf;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.GraphDefs;

public sealed class GraphMutationTests
{
    [Fact]
    public void Damaged_graphs_end_in_a_graph_or_in_the_typed_exception()
    {
        var samples = new[] { SampleGraphs.Line(), SampleGraphs.Loop(), SampleGraphs.Functions() }.SelectMany(definition => new[] { definition.ToByteArray(), System.Text.Encoding.UTF8.GetBytes(TextFormat.ToText(definition)) }).ToList();
        Mutation.Check(samples, bytes => Graph.ReadFrom(bytes), 0.2);
    }

    [Fact]
    public void Damaged_meta_graphs_end_in_a_graph_or_in_the_typed_exception()
    {
        using var folder = new TemporaryFolder();
        using (var graph = new Graph())
        {
            var x = Graph.Placeholder(ElementType.Float32, [null, 2], "x");
            var w = Graph.GetVariable("w", Tensor.Constant(new float[,] { { 1 }, { 2 } }));
            var y = x.MatMul(w).Named("y");
            graph.AddToCollection("losses", y);
            graph.AddToCollection("numbers", 3L);
            MetaGraph.Export(graph, folder.File("m.meta"));
        }
        Mutation.Check([File.ReadAllBytes(folder.File("m.meta"))], bytes => MetaGraph.Import(bytes), 0.2);
    }
}
