namespace Nabla.Formats.GraphDefs;

/// <summary>Op types that the importer itself turns into nodes: sources, variables and the control flow of TensorFlow 1.</summary>
static class StructuralTypes
{
    static readonly Dictionary<string, OpSignature> table = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Placeholder"] = "-> dtype",
        ["PlaceholderV2"] = "-> dtype",
        ["PlaceholderWithDefault"] = "dtype -> dtype",
        ["Const"] = "-> dtype",
        ["Variable"] = "-> &dtype",
        ["VariableV2"] = "-> &dtype",
        ["TemporaryVariable"] = "-> &dtype",
        ["VarHandleOp"] = "-> resource",
        ["NoOp"] = "->",
        ["ControlTrigger"] = "->",
        ["Switch"] = "T, bool -> output_false:T, output_true:T",
        ["RefSwitch"] = "&T, bool -> output_false:&T, output_true:&T",
        ["Merge"] = "N*T -> output:T, value_index:int32",
        ["RefMerge"] = "N*&T -> output:&T, value_index:int32",
        ["Enter"] = "T -> T",
        ["RefEnter"] = "&T -> &T",
        ["Exit"] = "T -> T",
        ["RefExit"] = "&T -> &T",
        ["NextIteration"] = "T -> T",
        ["RefNextIteration"] = "&T -> &T",
        ["LoopCond"] = "bool -> bool",
    }.ToDictionary(row => row.Key, row => OpSignature.Parse(row.Value), StringComparer.Ordinal);

    /// <summary>What nodes of such a type take and give; null for other types.</summary>
    public static OpSignature? Find(string type) => table.GetValueOrDefault(type);

    public static bool IsEnter(string type) => type is "Enter" or "RefEnter";

    public static bool IsExit(string type) => type is "Exit" or "RefExit";

    public static bool IsNextIteration(string type) => type is "NextIteration" or "RefNextIteration";

    public static bool IsMerge(string type) => type is "Merge" or "RefMerge";
}
