using Nabla.Formats.GraphDefs.Ops;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>The nodes with which TensorFlow saves and restores the variables of an exported graph.</summary>
static class SaverNodes
{
    /// <summary>Adds the nodes, and says where they are.</summary>
    public static SaverDef Add(GraphDef graph, Saver saver)
    {
        var names = new HashSet<string>(graph.Node.Select(node => node.Name), StringComparer.Ordinal);
        var scope = "save";
        for (var i = 1; names.Any(name => name.StartsWith(scope + "/", StringComparison.Ordinal)); i++) scope = $"save_{i}";
        string Node(string name, string op, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
        {
            var node = new NodeDef { Name = $"{scope}/{name}", Op = op, Input = { inputs } };
            foreach (var (attribute, value) in attributes) node.Attr.Add(attribute, value);
            graph.Node.Add(node);
            return node.Name;
        }
        string Constant(string name, Tensor value) => Node(name, "Const", [], ("dtype", AttrValues.Of(value.ElementType)), ("value", AttrValues.Of(value)));

        var variables = saver.Variables;
        var types = variables.Select(variable => variable.Variable.ElementType).ToArray();
        var all = Tensor.Constant((Array)variables.Select(variable => variable.Name).ToArray());
        var parts = Tensor.Constant((Array)variables.Select(variable => SliceTexts.Text(variable.FullShape, variable.Slice)).ToArray());
        var prefix = Constant("Const", Tensor.Constant("model"));
        var dtypes = ("dtypes", AttrValues.Of(types));
        var isResource = graph.Node.Where(node => node.Op == "VarHandleOp").Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        string Value(SavedVariable saved, int i) => isResource.Contains(saved.Variable.Name)
            ? Node($"Read{Suffix(i)}", "ReadVariableOp", [saved.Variable.Name], ("dtype", AttrValues.Of(types[i]))) : saved.Variable.Name;
        var save = Node("SaveV2", "SaveV2", [prefix, Constant("SaveV2/tensor_names", all), Constant("SaveV2/shape_and_slices", parts), .. variables.Select(Value)], dtypes);
        var saved = Node("control_dependency", "Identity", [prefix, "^" + save], ("T", AttrValues.Of(ElementType.String)));
        var restore = Node("RestoreV2", "RestoreV2", [prefix, Constant("RestoreV2/tensor_names", all), Constant("RestoreV2/shape_and_slices", parts)], dtypes);
        var assigned = variables.Select((variable, i) =>
        {
            var value = i == 0 ? restore : $"{restore}:{i}";
            return isResource.Contains(variable.Variable.Name)
                ? Node($"AssignVariableOp{Suffix(i)}", "AssignVariableOp", [variable.Variable.Name, value], ("dtype", AttrValues.Of(types[i])))
                : Node($"Assign{Suffix(i)}", "Assign", [variable.Variable.Name, value], ("T", AttrValues.Of(types[i])), ("validate_shape", AttrValues.Of(true)), ("use_locking", AttrValues.Of(true)));
        }).ToList();
        var restored = Node("restore_all", "NoOp", assigned.Select(name => "^" + name));
        return new SaverDef
        {
            FilenameTensorName = prefix + ":0",
            SaveTensorName = saved + ":0",
            RestoreOpName = restored,
            MaxToKeep = saver.MaxToKeep,
            KeepCheckpointEveryNHours = (float)saver.KeepCheckpointEveryNHours,
            Version = SaverDef.Types.CheckpointFormatVersion.V2,
        };
    }

    static string Suffix(int i) => i == 0 ? "" : $"_{i}";
}
