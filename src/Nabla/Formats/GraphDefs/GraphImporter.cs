using System.Runtime.CompilerServices;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>Puts the nodes of files into graphs.</summary>
static class GraphImporter
{
    static readonly ConditionalWeakTable<Graph, List<ImportedFile>> imported = [];

    /// <summary>The files that were imported into a graph, in their order.</summary>
    public static IReadOnlyList<ImportedFile> FilesOf(Graph graph) => imported.TryGetValue(graph, out var files) ? files : [];

    /// <summary>Adds all nodes of a file to a graph.</summary>
    /// <param name="definition">The nodes.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="file">The file, for errors.</param>
    /// <param name="prefix">What names get in front, with a slash at its end; or empty.</param>
    /// <param name="inputMap">Tensors of the graph that stand in the place of tensors of the file.</param>
    /// <param name="limits">How much the file may ask for.</param>
    public static ImportedFile Import(GraphDef definition, Graph graph, string file, string prefix, IReadOnlyDictionary<string, Tensor>? inputMap, LoadLimits limits)
    {
        if (definition.Node.Count > limits.MaxEntries) throw new ModelFormatException(file, "", $"it has {definition.Node.Count:N0} nodes, and at most {limits.MaxEntries:N0} are read");
        var result = new ImportedFile(definition, graph, file, prefix, limits);
        TypeFinder.RequireAll(result);
        FunctionCycles.Refuse(result);
        using var open = graph.AsDefault();
        var items = NodeLinks.Link(result, definition.Node, Given(result, inputMap), prefix);
        result.Definitions = [.. items.Select(item => item.Node.Definition)];
        foreach (var item in items)
        {
            if (graph.Has(item.Node.Name)) throw item.Node.Attributes.Bad("the graph has a node of this name already. Import under another name");
            TypeFinder.Find(item, result);
        }
        new RegionBuilder(result, graph).Build(FrameFinder.Assign(items, file), graph.Recording);
        imported.GetOrCreateValue(graph).Add(result);
        return result;
    }

    static Dictionary<string, BuildItem> Given(ImportedFile file, IReadOnlyDictionary<string, Tensor>? inputMap)
    {
        var given = new Dictionary<string, BuildItem>(StringComparer.Ordinal);
        foreach (var (name, tensor) in inputMap ?? new Dictionary<string, Tensor>(StringComparer.Ordinal))
        {
            var key = name.Contains(':') ? name : name + ":0";
            var node = key[..key.LastIndexOf(':')];
            if (!file.Definition.Node.Any(n => string.Equals(n.Name, node, StringComparison.Ordinal))) throw new ArgumentException($"Import: the input map has '{name}', and {file.Name} has no such tensor.", nameof(inputMap));
            var value = tensor is GraphTensor promise ? promise : (GraphTensor)file.Graph.Recording.Adopt(tensor is Variable variable ? file.Graph.Recording.Read(variable) : tensor);
            var item = new BuildItem(new ImportedNode(new NodeDef { Name = node, Op = "Placeholder" }, file), -1) { Signature = StructuralTypes.Find("Placeholder")!, Outputs = [value] };
            item.Node.Give([DataTypes.Of(value.ElementType)]);
            given.Add(key, item);
        }
        return given;
    }
}
