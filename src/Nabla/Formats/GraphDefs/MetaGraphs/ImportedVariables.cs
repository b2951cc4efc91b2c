using System.Runtime.CompilerServices;
using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>Variables as collections of a file describe them.</summary>
static class ImportedVariables
{
    static readonly ConditionalWeakTable<Variable, VariableDef> definitions = [];

    /// <summary>What a file says of a variable; null where no file does.</summary>
    public static VariableDef? DefinitionOf(Variable variable) => definitions.TryGetValue(variable, out var definition) ? definition : null;

    /// <summary>The variable that a message describes.</summary>
    public static Variable Read(ByteString message, string collection, ImportedFile file)
    {
        var place = $"collection {ContainedFile.Shown(collection)}";
        var definition = Messages.Parse(VariableDef.Parser, message.Span, file.Name, place, file.Limits);
        ModelFormatException Bad(string reason) => new(file.Name, place, reason);
        var name = definition.VariableName.Split(':')[0];
        if (Find(file.Prefix + name, file.Graph) is not { Op: VariableNode { Target: var variable } }) throw Bad($"{ContainedFile.Shown(definition.VariableName)} is no variable of the graph");
        if (definition.InitializerName.Length > 0)
        {
            file.Graph.SetInitializer(variable, Find(file.Prefix + definition.InitializerName.TrimStart('^'), file.Graph) ?? throw Bad($"the initializer {ContainedFile.Shown(definition.InitializerName)} is not in the graph"));
        }
        definitions.AddOrUpdate(variable, definition);
        return variable;
    }

    /// <summary>The node of a name; null where there is none.</summary>
    public static GraphNode? Find(string name, Graph graph) => graph.Has(name) ? graph.GetOperationByName(name) : null;
}
