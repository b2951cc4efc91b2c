using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>What the nodes of one imported graph share: its functions and variables, and the limits of reading.</summary>
sealed class ImportedFile
{
    readonly Dictionary<string, FunctionDef> library = new(StringComparer.Ordinal);
    readonly Dictionary<string, Variable> variables = new(StringComparer.Ordinal);

    public ImportedFile(GraphDef definition, Graph graph, string name, string prefix, LoadLimits limits)
    {
        (Definition, Graph, Name, Prefix, Limits) = (definition, graph, name, prefix, limits);
        Budget = new DecodeBudget(name, limits);
        Functions = new FunctionTable(this);
        foreach (var function in definition.Library?.Function ?? [])
        {
            if (!library.TryAdd(function.Signature?.Name ?? "", function)) throw new ModelFormatException(name, "", $"the function {ContainedFile.Shown(function.Signature?.Name ?? "")} stands in it twice");
        }
    }

    public GraphDef Definition { get; }

    /// <summary>The graph into which it was imported.</summary>
    public Graph Graph { get; }

    /// <summary>The file, as errors name it.</summary>
    public string Name { get; }

    /// <summary>What all names begin with; with a slash at its end, or empty.</summary>
    public string Prefix { get; }

    /// <summary>The message around the graph; null where the file is a graph alone.</summary>
    public MetaGraphDef? Meta { get; set; }

    public LoadLimits Limits { get; }

    public DecodeBudget Budget { get; }

    public FunctionTable Functions { get; }

    /// <summary>The nodes of the graph that were made from the file.</summary>
    public HashSet<GraphNode> Nodes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The file's nodes with the names that they have in the graph.</summary>
    public IReadOnlyList<NodeDef> Definitions { get; set; } = [];

    public IEnumerable<Variable> Variables => variables.Values;

    /// <summary>A function of the file's library; null where there is none of the name.</summary>
    public FunctionDef? Library(string name) => library.GetValueOrDefault(name);

    /// <summary>The variable that a node of the file makes: one for each shared name.</summary>
    public Variable VariableOf(ImportedNode node)
    {
        var attributes = node.Attributes;
        var shared = attributes.Text("shared_name", "");
        var key = $"{attributes.Text("container", "")}/{(shared.Length > 0 ? shared : node.Name)}";
        if (!variables.TryGetValue(key, out var variable))
        {
            variable = new Variable(attributes.Type("dtype"), attributes.Shape("shape", Shape.AnyRank), trainable: false, node.Name);
            variables.Add(key, variable);
            Graph.Declare(variable);
        }
        return variable;
    }
}
