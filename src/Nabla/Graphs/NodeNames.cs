using Nabla.Operations;

namespace Nabla.Graphs;

/// <summary>The names that TensorFlow's functions give their nodes where the caller gives none.</summary>
internal static class NodeNames
{
    static readonly Dictionary<string, string> Table = new(StringComparer.Ordinal)
    {
        ["Add"] = "add",
        ["Subtract"] = "sub",
        ["Multiply"] = "mul",
        ["Divide"] = "truediv",
        ["FloorDivide"] = "floordiv",
        ["Mod"] = "mod",
        ["Power"] = "Pow",
        ["Negative"] = "Neg",
        ["Absolute"] = "Abs",
        ["Concatenate"] = "concat",
        ["Transpose"] = "transpose",
        ["StridedSlice"] = "strided_slice",
        ["OneHot"] = "one_hot",
        ["ZerosLike"] = "zeros_like",
        ["RandomNormal"] = "random_normal",
        ["RandomUniform"] = "random_uniform",
        ["RandomTruncatedNormal"] = "truncated_normal",
        ["ShapeOf"] = "Shape",
        ["ArgReduction"] = "ArgMax",
    };

    internal static string Of(Op op) => op switch
    {
        ReadVariable read => $"{read.Target.Name}/read",
        AssignVariable assign => $"{assign.Target.Name}/Assign",
        FillLike { Value: 0 } => "zeros_like",
        FillLike { Value: 1 } => "ones_like",
        _ => Table.GetValueOrDefault(op.Name, op.Name),
    };
}
