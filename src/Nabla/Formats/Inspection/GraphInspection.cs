using System.Globalization;
using Nabla.Formats.GraphDefs;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats;

/// <summary>Describes TensorFlow's graphs, meta graphs and saved models.</summary>
static class GraphInspection
{
    /// <summary>Whether this is a meta graph, by its name or by how its text begins.</summary>
    public static bool IsMetaGraph(string path, ReadOnlySpan<byte> start) => path.EndsWith(".meta", StringComparison.OrdinalIgnoreCase) || start.StartsWith("meta_info_def"u8);

    /// <summary>Whether this is a saved model, by its name.</summary>
    public static bool IsSavedModel(string path, ReadOnlySpan<byte> start) => Path.GetFileName(path) is "saved_model.pb" or "saved_model.pbtxt" || start.StartsWith("saved_model_schema_version"u8);

    /// <summary>Whether this is a graph, by its name or by how its text begins.</summary>
    public static bool IsGraph(string path, ReadOnlySpan<byte> start) =>
        path.EndsWith(".pb", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".pbtxt", StringComparison.OrdinalIgnoreCase) || start.StartsWith("node {"u8) || start.StartsWith("node:"u8);

    /// <summary>Describes a graph.</summary>
    public static Inspection OfGraph(string path, LoadLimits limits)
    {
        var graph = GraphDefFile.Read(path, GraphDef.Parser, limits);
        return new Inspection("TensorFlow graph", [.. Facts(graph)], [.. Tables(graph)], Problems(graph));
    }

    /// <summary>Describes a meta graph: a graph with its collections, its saver and its signatures.</summary>
    public static Inspection OfMetaGraph(string path, LoadLimits limits)
    {
        var meta = GraphDefFile.Read(path, MetaGraphDef.Parser, limits);
        return new Inspection("TensorFlow meta graph", [.. Facts(meta)], [.. Tables(meta, path, limits)], Problems(meta.GraphDef));
    }

    /// <summary>Describes a saved model.</summary>
    public static Inspection OfSavedModel(string path, LoadLimits limits)
    {
        var model = GraphDefFile.Read(path, SavedModel.Parser, limits);
        var facts = new List<(string, string)> { ("schema version", Text(model.SavedModelSchemaVersion)), ("meta graphs", Text(model.MetaGraphs.Count)) };
        var (tables, problems) = (new List<InspectionTable>(), new List<string>());
        foreach (var meta in model.MetaGraphs)
        {
            facts.AddRange(Facts(meta));
            tables.AddRange(Tables(meta, path, limits));
            problems.AddRange(Problems(meta.GraphDef));
        }
        return new Inspection("TensorFlow saved model", facts, tables, problems);
    }

    static IEnumerable<(string, string)> Facts(MetaGraphDef meta)
    {
        var info = meta.MetaInfoDef ?? new MetaGraphDef.Types.MetaInfoDef();
        if (info.TensorflowVersion.Length > 0) yield return ("written by TensorFlow", info.TensorflowVersion);
        if (info.Tags.Count > 0) yield return ("tags", string.Join(", ", info.Tags));
        foreach (var fact in Facts(meta.GraphDef ?? new GraphDef())) yield return fact;
        if (meta.SaverDef is { } saver) yield return ("saver", $"{saver.RestoreOpName} restores {saver.FilenameTensorName}, form {saver.Version}, keeps {saver.MaxToKeep}");
    }

    static IEnumerable<(string, string)> Facts(GraphDef graph)
    {
        yield return ("nodes", Text(graph.Node.Count));
        yield return ("functions", Text(graph.Library?.Function.Count ?? 0));
        if (graph.Versions is { } versions) yield return ("graph version", Text(versions.Producer));
    }

    static IEnumerable<InspectionTable> Tables(MetaGraphDef meta, string path, LoadLimits limits)
    {
        if (meta.CollectionDef.Count > 0)
            yield return new("Collections", ["name", "kind", "things"], [.. meta.CollectionDef.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (IReadOnlyList<string>)[one.Key, .. Kind(one.Value)])]);
        if (meta.CollectionDef.TryGetValue("variables", out var variables) && variables.BytesList is { } list)
        {
            var read = list.Value.Select(bytes => Messages.Parse(VariableDef.Parser, bytes.Span, path, "variables", limits));
            yield return new("Variables", ["name", "part of", "trainable"], [.. read.Select(variable => (IReadOnlyList<string>)[variable.VariableName, variable.SaveSliceInfoDef?.FullName ?? "", variable.Trainable ? "yes" : ""])]);
        }
        if (meta.SignatureDef.Count > 0)
            yield return new("Signatures", ["name", "side", "key", "tensor", "type", "shape"], [.. meta.SignatureDef.OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => Rows(one.Key, "input", one.Value.Inputs).Concat(Rows(one.Key, "output", one.Value.Outputs)))]);
        foreach (var table in Tables(meta.GraphDef ?? new GraphDef())) yield return table;
    }

    static IEnumerable<InspectionTable> Tables(GraphDef graph)
    {
        var inputs = graph.Node.Where(node => node.Op.StartsWith("Placeholder", StringComparison.Ordinal)).ToList();
        if (inputs.Count > 0) yield return new("Placeholders", ["name", "type", "shape"], [.. inputs.Select(node => (IReadOnlyList<string>)[node.Name, Attribute(node, "dtype")?.Type is { } type ? DataTypes.NameOf(type) : "", Shape(Attribute(node, "shape")?.Shape)])]);
        var used = graph.Node.SelectMany(node => node.Input).Select(input => input.TrimStart('^').Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var ends = graph.Node.Where(node => !used.Contains(node.Name)).ToList();
        if (ends.Count > 0) yield return new("Nodes that no other one uses", ["name", "type"], [.. ends.Select(node => (IReadOnlyList<string>)[node.Name, node.Op])]);
        var nodes = graph.Node.Concat(graph.Library?.Function.SelectMany(function => function.NodeDef) ?? []);
        yield return new("Node types", ["type", "nodes"], [.. nodes.GroupBy(node => node.Op, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => (IReadOnlyList<string>)[group.Key, Text(group.Count())])]);
    }

    static List<string> Problems(GraphDef? graph)
    {
        if (graph is null) return ["there is no graph in it"];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var problems = graph.Node.Where(node => !names.Add(node.Name)).Select(node => $"two nodes are called '{node.Name}'").ToList();
        problems.AddRange(from node in graph.Node from input in node.Input where !names.Contains(input.TrimStart('^').Split(':')[0]) select $"the node '{node.Name}' takes '{input}', which is not there");
        return problems;
    }

    static IEnumerable<IReadOnlyList<string>> Rows(string signature, string side, IDictionary<string, TensorInfo> tensors) =>
        tensors.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (IReadOnlyList<string>)[signature, side, one.Key, one.Value.Name, DataTypes.NameOf(one.Value.Dtype), Shape(one.Value.TensorShape)]);

    static string[] Kind(CollectionDef collection) => collection.KindCase switch
    {
        CollectionDef.KindOneofCase.NodeList => ["nodes", Text(collection.NodeList.Value.Count)],
        CollectionDef.KindOneofCase.BytesList => ["messages", Text(collection.BytesList.Value.Count)],
        CollectionDef.KindOneofCase.Int64List => ["whole numbers", Text(collection.Int64List.Value.Count)],
        CollectionDef.KindOneofCase.FloatList => ["numbers", Text(collection.FloatList.Value.Count)],
        CollectionDef.KindOneofCase.AnyList => ["messages", Text(collection.AnyList.Value.Count)],
        _ => ["", "0"],
    };

    static AttrValue? Attribute(NodeDef node, string name) => node.Attr.TryGetValue(name, out var value) ? value : null;

    static string Shape(TensorShapeProto? shape) => shape is null || shape.UnknownRank ? "?" : $"[{string.Join(", ", shape.Dim.Select(dim => dim.Size < 0 ? "null" : Text(dim.Size)))}]";

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
