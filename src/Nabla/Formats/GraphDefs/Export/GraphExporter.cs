using Nabla.Formats.Protobuf;
using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes graphs as TensorFlow's nodes: those that came from a file exactly as they came, recorded ones through the table of writers.</summary>
sealed class GraphExporter
{
    readonly Graph graph;
    readonly GraphDef result = new() { Library = new(), Versions = new VersionDef { Producer = 1882 } };
    readonly Dictionary<Tensor, string> names = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<Variable> variables = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<string> taken = new(StringComparer.Ordinal);

    GraphExporter(Graph graph) => this.graph = graph;

    /// <summary>The graph as a message.</summary>
    /// <exception cref="NotSupportedException">A recorded operation has no counterpart in TensorFlow's files; the message names the node.</exception>
    public static GraphDef Export(Graph graph)
    {
        // Constants are computed here and now, whatever is being recorded.
        using var eager = Engine.Use(null);
        var exporter = new GraphExporter(graph);
        var files = GraphImporter.FilesOf(graph);
        var foreign = new HashSet<GraphNode>(files.SelectMany(file => file.Nodes), ReferenceEqualityComparer.Instance);
        if (files.Count == 1 && files[0].Prefix.Length == 0 && graph.Nodes.All(foreign.Contains)) return files[0].Definition.Clone();
        foreach (var file in files) exporter.Copy(file);
        foreach (var node in graph.Nodes) exporter.taken.Add(node.Name);
        foreach (var node in graph.Nodes)
        {
            if (!foreign.Contains(node)) exporter.Write(node);
        }
        if (exporter.result.Library.Function.Count == 0) exporter.result.Library = null;
        return exporter.result;
    }

    /// <summary>Adds a node.</summary>
    public string Add(string name, string op, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        var node = new NodeDef { Name = name, Op = op };
        node.Input.AddRange(inputs);
        foreach (var (attribute, value) in attributes) node.Attr.Add(attribute, value);
        result.Node.Add(node);
        taken.Add(name);
        return name;
    }

    /// <summary>A name that no node has.</summary>
    public string Unique(string name)
    {
        var candidate = name;
        for (var i = 1; !taken.Add(candidate); i++) candidate = $"{name}_{i}";
        return candidate;
    }

    /// <summary>How inputs refer to a tensor.</summary>
    public string NameOf(Tensor x) => names.TryGetValue(x, out var name) ? name
        : x is GraphTensor promise ? (promise.Index == 0 ? promise.Node.Name : promise.Name) : throw new InvalidOperationException("Export: a tensor of no node is an input.");

    /// <summary>Says how inputs refer to a tensor.</summary>
    public void SetName(Tensor x, string name) => names[x] = name;

    /// <summary>The node that holds a variable, made when it is first needed.</summary>
    public string NodeOf(Variable variable)
    {
        if (!variables.Add(variable) || graph.IsOfFile(variable)) return variable.Name;
        Add(variable.Name, "VariableV2", [], ("dtype", AttrValues.Of(variable.ElementType)), ("shape", AttrValues.Of(variable.Shape)), ("container", AttrValues.Of("")), ("shared_name", AttrValues.Of("")));
        if (!variable.LivesInSessions)
        {
            var start = Add(Unique(variable.Name + "/initial_value"), "Const", [], ("dtype", AttrValues.Of(variable.ElementType)), ("value", AttrValues.Of(variable.Resolve())));
            Add(Unique(variable.Name + "/Assign"), "Assign", [variable.Name, start], ("T", AttrValues.Of(variable.ElementType)), ("validate_shape", AttrValues.Of(true)), ("use_locking", AttrValues.Of(true)));
        }
        return variable.Name;
    }

    /// <summary>Writes a recorded node under a name.</summary>
    public void Write(GraphNode node, string? name = null)
    {
        var writer = new NodeWriter(this, node, name ?? node.Name);
        if (!(SourceWriters.Write(writer) || ElementWriters.Write(writer) || ShapeWriters.Write(writer) || MathWriters.Write(writer) || SummaryWriters.Write(writer)))
        {
            throw new NotSupportedException($"Export: the node '{node.Name}' is a {node.Op.Name}: TensorFlow's graph files have no such operation. Leave it out of the part that is exported, or put it together from simpler operations.");
        }
    }

    /// <summary>The nodes of a file as they came, with the names that they have in this graph.</summary>
    void Copy(ImportedFile file)
    {
        foreach (var node in file.Definitions)
        {
            result.Node.Add(node.Clone());
            taken.Add(node.Name);
        }
        foreach (var function in file.Definition.Library?.Function ?? [])
        {
            if (!result.Library.Function.Any(other => other.Signature.Name == function.Signature.Name)) result.Library.Function.Add(function.Clone());
        }
        result.Library.Gradient.AddRange(file.Definition.Library?.Gradient ?? []);
        if (file.Definition.Versions is { } versions) result.Versions = versions.Clone();
    }
}
