using Google.Protobuf;
using Nabla.Formats.Protobuf;

namespace Nabla.Summaries;

/// <summary>A graph as it is looked at: TensorFlow's nodes; where it has no counterpart of an operation, only names, operations and connections.</summary>
static class GraphPicture
{
    public static byte[] Of(Graph graph)
    {
        try
        {
            return graph.ToBytes();
        }
        catch (NotSupportedException)
        {
            return Sketch(graph);
        }
    }

    internal static byte[] Sketch(Graph graph)
    {
        var picture = new GraphDef { Versions = new() { Producer = 1882 } };
        foreach (var node in graph.Nodes)
        {
            var drawn = new NodeDef { Name = node.Name, Op = node.Op.Name };
            drawn.Input.AddRange(node.Inputs.OfType<GraphTensor>().Select(input => input.Index == 0 ? input.Node.Name : $"{input.Node.Name}:{input.Index}"));
            drawn.Input.AddRange(node.Controls.Select(control => $"^{control.Name}"));
            picture.Node.Add(drawn);
        }
        return picture.ToByteArray();
    }
}
