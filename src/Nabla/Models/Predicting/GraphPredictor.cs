using Nabla.Formats.GraphDefs;
using Nabla.Operations;

namespace Nabla;

/// <summary>A graph from a file: placeholders are its inputs, what no node uses its outputs.</summary>
internal sealed class GraphPredictor : Predictor
{
    readonly Session session;
    readonly Dictionary<string, TensorSpec> inputs;
    readonly string[] outputs;

    internal GraphPredictor(string path, LoadLimits limits)
        : this(Graph.ReadFrom(path, limits), path)
    {
    }

    /// <summary>The graph of a checkpoint, with the values that lie beside it under the same prefix.</summary>
    internal GraphPredictor(MetaGraph meta, string path)
        : this(meta.Graph, path) => meta.Saver?.Restore(session, path[..^".meta".Length]);

    GraphPredictor(Graph graph, string path)
    {
        session = new Session(graph);
        inputs = graph.Nodes.Where(node => node.Op is Placeholder).ToDictionary(
            node => node.Outputs[0].GraphName, node => new TensorSpec(node.Outputs[0].ElementType, node.Outputs[0].Shape), StringComparer.Ordinal);
        outputs = [.. Unused(graph)];
        if (outputs.Length == 0)
        {
            throw new ModelFormatException(path, "the graph", "it has no node whose output no other node uses, so it is not clear what it computes. Name the outputs");
        }
    }

    public override IReadOnlyDictionary<string, TensorSpec> Inputs => inputs;

    public override IReadOnlyList<string> Outputs => outputs;

    protected override IReadOnlyDictionary<string, Tensor> Compute(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        var feeds = new Feeds();
        foreach (var (name, value) in inputs)
        {
            feeds[name] = value;
        }

        string[] names = [.. outputs.Select(name => name.Contains(':', StringComparison.Ordinal) ? name : $"{name}:0")];
        var values = session.Run([.. names.Select(name => (Fetch)name)], feeds);
        return names.Select((name, i) => (name, values[i])).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);
    }

    protected override void Dispose(bool disposing) => session.Dispose();

    /// <summary>Tensors that no node of the file uses: what it computes. The ends of loops that nobody reads, and what only checks or stores, are no answers.</summary>
    static IEnumerable<string> Unused(Graph graph)
    {
        var nodes = GraphImporter.FilesOf(graph).SelectMany(file => file.Definition.Node).ToList();
        var used = nodes.SelectMany(node => node.Input).Select(NodeOf).ToHashSet(StringComparer.Ordinal);
        return from node in nodes
               where !used.Contains(node.Name) && node.Op is not ("Placeholder" or "Const" or "Exit" or "Switch" or "VariableV2" or "VarHandleOp")
               from y in graph.GetOperationByName(node.Name).Outputs
               where y.ElementType is not (ElementType.Resource or ElementType.Variant)
               select y.GraphName;
    }

    /// <summary>The node that an input names: <c>x</c> of <c>x:1</c> and of <c>^x</c>.</summary>
    static string NodeOf(string input)
    {
        string name = input.StartsWith('^') ? input[1..] : input;
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }
}
