using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Collections of graphs as TensorFlow's messages.</summary>
static class CollectionWriter
{
    /// <summary>Adds all collections of a graph; one whose entries TensorFlow has no form for is left out.</summary>
    public static void Write(Graph graph, MetaGraphDef meta)
    {
        foreach (var name in graph.CollectionNames.Order(StringComparer.Ordinal))
        {
            if (Message(graph, graph.GetCollection(name)) is { } message) meta.CollectionDef.Add(name, message);
        }
    }

    static CollectionDef? Message(Graph graph, IReadOnlyList<object> items)
    {
        if (items.All(item => item is Variable)) return new() { BytesList = new() { Value = { items.Select(item => Definition(graph, (Variable)item).ToByteString()) } } };
        if (items.All(item => item is GraphTensor or GraphNode or Variable)) return new() { NodeList = new() { Value = { items.Select(item => item is GraphNode node ? node.Name : ((Tensor)item).GraphName) } } };
        if (items.All(item => item is long or int)) return new() { Int64List = new() { Value = { items.Select(Convert.ToInt64) } } };
        if (items.All(item => item is float or double)) return new() { FloatList = new() { Value = { items.Select(Convert.ToSingle) } } };
        if (items.All(item => item is string)) return new() { BytesList = new() { Value = { items.Select(item => ByteString.CopyFrom(ByteText.ToBytes((string)item))) } } };
        if (items.All(item => item is ForeignItem)) return new() { BytesList = new() { Value = { items.Select(item => ((ForeignItem)item).Message) } } };
        return null;
    }

    /// <summary>What a file says of a variable: where its node is, what sets it first, and what reads it.</summary>
    static VariableDef Definition(Graph graph, Variable variable)
    {
        if (ImportedVariables.DefinitionOf(variable) is { } known) return known;
        var definition = new VariableDef { VariableName = $"{variable.Name}:0", SnapshotName = $"{variable.Name}:0", Trainable = variable.Trainable };
        if (graph.Nodes.FirstOrDefault(node => node.Op is ReadVariable read && ReferenceEquals(read.Target, variable)) is { } reads) definition.SnapshotName = reads.Name + ":0";
        if (graph.Nodes.FirstOrDefault(node => node.Op is AssignVariable assign && ReferenceEquals(assign.Target, variable)) is { } starts)
        {
            definition.InitializerName = starts.Name;
            definition.InitialValueName = ((GraphTensor)starts.Inputs[0]).Name;
        }
        return definition;
    }
}
