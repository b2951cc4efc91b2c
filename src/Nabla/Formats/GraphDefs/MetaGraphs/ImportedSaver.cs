using Nabla.Formats.GraphDefs.Ops;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>Finds which variables a file's own nodes save, and under which names.</summary>
static class ImportedSaver
{
    /// <summary>A saver of the same variables; null where the file saves none.</summary>
    public static Saver? Read(MetaGraphDef meta, ImportedFile file)
    {
        var saved = meta.SaverDef is { RestoreOpName.Length: > 0 } ? Restored(file) : [];
        if (saved.Count == 0)
        {
            saved = [.. file.Graph.GetCollection<Variable>(CollectionKeys.GlobalVariables).Where(file.Variables.Contains).Distinct().Select(variable => new SavedVariable(NameOf(variable), variable))];
        }
        if (saved.Count == 0) return null;
        var definition = meta.SaverDef ?? new SaverDef { MaxToKeep = 5, KeepCheckpointEveryNHours = 10000 };
        return new Saver(saved, Math.Max(definition.MaxToKeep, 0), definition.KeepCheckpointEveryNHours > 0 ? definition.KeepCheckpointEveryNHours : 10000);
    }

    static string NameOf(Variable variable) => ImportedVariables.DefinitionOf(variable) is { VariableName: var name } ? name.Split(':')[0] : variable.Name;

    /// <summary>What RestoreV2 nodes hand to assignments.</summary>
    static List<SavedVariable> Restored(ImportedFile file)
    {
        var nodes = file.Definition.Node.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var users = file.Definition.Node.SelectMany(node => node.Input.Select(input => (input, node))).Where(use => !use.input.StartsWith('^')).ToLookup(use => use.input.EndsWith(":0", StringComparison.Ordinal) ? use.input[..^2] : use.input, use => use.node, StringComparer.Ordinal);
        var saved = new List<SavedVariable>();
        foreach (var restore in file.Definition.Node.Where(node => node.Op == "RestoreV2" && node.Input.Count >= 3))
        {
            if (Texts(restore.Input[1], nodes, file) is not { } names || Texts(restore.Input[2], nodes, file) is not { } slices) continue;
            for (var i = 0; i < names.Length && i < slices.Length; i++)
            {
                if (Assigned(i == 0 ? restore.Name : $"{restore.Name}:{i}", users, file) is not { } variable || saved.Exists(other => ReferenceEquals(other.Variable, variable))) continue;
                saved.Add(SliceTexts.Read(slices[i]) is var (full, slice) ? new SavedVariable(names[i], variable, slice, full) : new SavedVariable(names[i], variable));
            }
        }
        return saved;
    }

    static string[]? Texts(string input, Dictionary<string, NodeDef> nodes, ImportedFile file) =>
        nodes.TryGetValue(input.Split(':')[0], out var node) && node.Op == "Const" && node.Attr.TryGetValue("value", out var value) && value.Tensor is { Dtype: DataType.DtString } proto
            ? TensorProtos.ToTensor(proto, node.Name, file.Budget).ToArray<string>() : null;

    static Variable? Assigned(string tensor, ILookup<string, NodeDef> users, ImportedFile file)
    {
        foreach (var user in users[tensor])
        {
            if (user.Op is "Assign" or "AssignVariableOp" && ImportedVariables.Find(file.Prefix + user.Input[0].Split(':')[0], file.Graph) is { Op: VariableNode node }) return node.Target;
            if (user.Op == "Identity" && Assigned(user.Name, users, file) is { } variable) return variable;
        }
        return null;
    }
}
