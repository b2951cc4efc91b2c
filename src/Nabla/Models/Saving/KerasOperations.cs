namespace Nabla.Models.Saving;

/// <summary>Operations between the layers of a drawn model, under the names of Keras's own: a closed table.</summary>
static class KerasOperations
{
    const string Numpy = "keras.src.ops.numpy", Neural = "keras.src.ops.nn";

    static readonly Dictionary<string, (string Module, Func<KerasOperationArguments, Tensor> Make)> Rows = new(StringComparer.Ordinal)
    {
        ["Add"] = Pair((x, y) => x.Add(y)),
        ["Subtract"] = Pair((x, y) => x.Subtract(y)),
        ["Multiply"] = Pair((x, y) => x.Multiply(y)),
        ["Divide"] = Pair((x, y) => x.Divide(y)),
        ["TrueDivide"] = Pair((x, y) => x.Divide(y)),
        ["Power"] = Pair((x, y) => x.Power(y)),
        ["Maximum"] = Pair((x, y) => x.Maximum(y)),
        ["Minimum"] = Pair((x, y) => x.Minimum(y)),
        ["Equal"] = Pair((x, y) => x.Equal(y)),
        ["NotEqual"] = Pair((x, y) => x.NotEqual(y)),
        ["Less"] = Pair((x, y) => x.Less(y)),
        ["LessEqual"] = Pair((x, y) => x.LessEqual(y)),
        ["Greater"] = Pair((x, y) => x.Greater(y)),
        ["GreaterEqual"] = Pair((x, y) => x.GreaterEqual(y)),
        ["LogicalAnd"] = Pair((x, y) => x.LogicalAnd(y)),
        ["LogicalOr"] = Pair((x, y) => x.LogicalOr(y)),
        ["Negative"] = Single(x => -x),
        ["Absolute"] = Single(x => x.Abs()),
        ["Square"] = Single(x => x.Square()),
        ["Sqrt"] = Single(x => x.Sqrt()),
        ["Exp"] = Single(x => x.Exp()),
        ["Log"] = Single(x => x.Log()),
        ["Sin"] = Single(x => x.Sin()),
        ["Cos"] = Single(x => x.Cos()),
        ["Tanh"] = Single(x => x.Tanh()),
        ["LogicalNot"] = Single(x => x.LogicalNot()),
        ["Sigmoid"] = Single(x => x.Sigmoid(), Neural),
        ["Relu"] = Single(x => x.Relu(), Neural),
        ["Softplus"] = Single(x => x.Softplus(), Neural),
        ["Softmax"] = (Neural, a => a.Tensor(0).Softmax(a.Axes("axis"))),
        ["LogSoftmax"] = (Neural, a => a.Tensor(0).LogSoftmax(a.Axes("axis"))),
        ["Sum"] = (Numpy, a => a.Tensor(0).Sum(a.Axes("axis"), a.Config.Flag("keepdims", false))),
        ["Mean"] = (Numpy, a => a.Tensor(0).Mean(a.Axes("axis"), a.Config.Flag("keepdims", false))),
        ["Max"] = (Numpy, a => a.Tensor(0).Max(a.Axes("axis"), a.Config.Flag("keepdims", false))),
        ["Min"] = (Numpy, a => a.Tensor(0).Min(a.Axes("axis"), a.Config.Flag("keepdims", false))),
        ["Transpose"] = (Numpy, a => a.Tensor(0).Transpose(a.Axes("axes"))),
        ["Reshape"] = (Numpy, a => a.Tensor(0).Reshape(Shape.Create([.. (a.Config.Lengths("newshape") ?? throw a.Config.Refused("'newshape' is missing")).Select(length => length == -1 ? null : length)]))),
        ["ExpandDims"] = (Numpy, a => a.Tensor(0).ExpandDims(a.Axes("axis") ?? throw a.Config.Refused("'axis' is missing"))),
        ["Squeeze"] = (Numpy, a => a.Tensor(0).Squeeze(a.Axes("axis"))),
        ["Concatenate"] = (Numpy, a => Tensor.Concatenate(a.Tensors(0), a.Config.Int("axis", 0))),
        ["Stack"] = (Numpy, a => Tensor.Stack(a.Tensors(0), a.Config.Int("axis", 0))),
        ["Matmul"] = (Numpy, a => a.Tensor(0).MatMul(a.Tensor(1))),
        ["Where"] = (Numpy, a => Tensor.Where(a.Tensor(0), a.Operand(1), a.Operand(2))),
        ["GetItem"] = (Numpy, a => a.Tensor(0)[a.Slices(1)]),
    };

    /// <summary>Ops here that are an operation of Keras's with the same arguments, under its name there.</summary>
    static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["Or"] = "LogicalOr",
        ["And"] = "LogicalAnd",
        ["MatMul"] = "Matmul",
    };

    static readonly HashSet<string> SameName =
    [
        "Add", "Subtract", "Multiply", "Divide", "Power", "Maximum", "Minimum", "Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual",
        "Negative", "Absolute", "Square", "Sqrt", "Exp", "Log", "Sin", "Cos", "Tanh", "Sigmoid", "Relu", "Softplus",
    ];

    /// <summary>Whether a Python module is one of operations.</summary>
    internal static bool IsModule(string module) => module.StartsWith("keras.src.ops.", StringComparison.Ordinal) || module.StartsWith("keras.ops.", StringComparison.Ordinal);

    /// <summary>Whether an operation can be read.</summary>
    internal static bool Has(string className) => Rows.ContainsKey(className);

    /// <summary>What an operation computes.</summary>
    /// <exception cref="NotSupportedException">It is not in the table.</exception>
    internal static Func<KerasOperationArguments, Tensor> Function(string className) => Rows.TryGetValue(className, out var row) ? row.Make
        : throw new NotSupportedException($"{className}: an operation that is not known here: known are {string.Join(", ", Rows.Keys)}. Use a layer instead.");

    /// <summary>The Keras class of an op.</summary>
    /// <exception cref="NotSupportedException">It has none here.</exception>
    internal static (string Module, string ClassName) NameOf(Op op, bool ofTruth)
    {
        string? name = SameName.Contains(op.Name) ? op.Name : (ofTruth || op.Name == "MatMul") ? Written.GetValueOrDefault(op.Name) : null;
        return name is not null ? (Rows[name].Module, name)
            : throw new NotSupportedException($"{op.Name}: an operation between layers that cannot be described as Keras describes it: known are {string.Join(", ", SameName.Concat(Written.Values))}. Use a layer for it, or save the weights alone.");
    }

    static (string Module, Func<KerasOperationArguments, Tensor> Make) Pair(Func<Tensor, Operand, Tensor> make) =>
        (Numpy, a => a.Operand(1).IsNumber ? make(a.Tensor(0), a.Operand(1)) : make(a.Beside(0, 1), a.Operand(1)));

    static (string Module, Func<KerasOperationArguments, Tensor> Make) Single(Func<Tensor, Tensor> make, string module = Numpy) => (module, a => make(a.Tensor(0)));
}
