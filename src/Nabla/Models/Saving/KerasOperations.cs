namespace Nabla.Models.Saving;

/// <summary>Operations between the layers of a drawn model, under the names of Keras's own: a closed table.</summary>
static class KerasOperations
{
    const string Numpy = "keras.src.ops.numpy", Neural = "keras.src.ops.nn";

    static readonly Dictionary<string, (string Module, Func<Tensor, Operand, Tensor> Make)> Pairs = new(StringComparer.Ordinal)
    {
        ["Add"] = (Numpy, (x, y) => x.Add(y)),
        ["Subtract"] = (Numpy, (x, y) => x.Subtract(y)),
        ["Multiply"] = (Numpy, (x, y) => x.Multiply(y)),
        ["Divide"] = (Numpy, (x, y) => x.Divide(y)),
        ["TrueDivide"] = (Numpy, (x, y) => x.Divide(y)),
        ["Power"] = (Numpy, (x, y) => x.Power(y)),
        ["Maximum"] = (Numpy, (x, y) => x.Maximum(y)),
        ["Minimum"] = (Numpy, (x, y) => x.Minimum(y)),
        ["Equal"] = (Numpy, (x, y) => x.Equal(y)),
        ["NotEqual"] = (Numpy, (x, y) => x.NotEqual(y)),
        ["Less"] = (Numpy, (x, y) => x.Less(y)),
        ["LessEqual"] = (Numpy, (x, y) => x.LessEqual(y)),
        ["Greater"] = (Numpy, (x, y) => x.Greater(y)),
        ["GreaterEqual"] = (Numpy, (x, y) => x.GreaterEqual(y)),
        ["LogicalAnd"] = (Numpy, (x, y) => x.LogicalAnd(y)),
        ["LogicalOr"] = (Numpy, (x, y) => x.LogicalOr(y)),
    };

    static readonly Dictionary<string, (string Module, Func<Tensor, Tensor> Make)> Singles = new(StringComparer.Ordinal)
    {
        ["Negative"] = (Numpy, x => -x),
        ["Absolute"] = (Numpy, x => x.Abs()),
        ["Square"] = (Numpy, x => x.Square()),
        ["Sqrt"] = (Numpy, x => x.Sqrt()),
        ["Exp"] = (Numpy, x => x.Exp()),
        ["Log"] = (Numpy, x => x.Log()),
        ["Sin"] = (Numpy, x => x.Sin()),
        ["Cos"] = (Numpy, x => x.Cos()),
        ["Tanh"] = (Numpy, x => x.Tanh()),
        ["Sigmoid"] = (Neural, x => x.Sigmoid()),
        ["Relu"] = (Neural, x => x.Relu()),
    };

    /// <summary>Names of ops here that Keras calls something else.</summary>
    static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal) { ["Or"] = "LogicalOr", ["And"] = "LogicalAnd" };

    /// <summary>Whether a Python module is one of operations.</summary>
    internal static bool IsModule(string module) => module.StartsWith("keras.src.ops.", StringComparison.Ordinal) || module.StartsWith("keras.ops.", StringComparison.Ordinal);

    /// <summary>The operation applied to tensors and numbers.</summary>
    /// <exception cref="NotSupportedException">It is not in the table.</exception>
    internal static Tensor Apply(string className, IReadOnlyList<Operand> x) =>
        x is [var a, var b] && Pairs.TryGetValue(className, out var pair) && !(a.IsNumber && b.IsNumber) ? pair.Make(a.Tensor ?? a.ToTensor(className, b.Tensor!.ElementType), b)
        : x is [{ IsNumber: false } only] && Singles.TryGetValue(className, out var single) ? single.Make(only.Tensor!)
        : throw new NotSupportedException($"{className}: an operation of {x.Count} arguments that is not known here: known are {string.Join(", ", Pairs.Keys.Concat(Singles.Keys))}. Use a layer instead.");

    /// <summary>The Keras class of an op.</summary>
    /// <exception cref="NotSupportedException">It has none here.</exception>
    internal static (string Module, string ClassName) NameOf(Op op, bool ofTruth)
    {
        string name = ofTruth ? Renamed.GetValueOrDefault(op.Name, op.Name) : op.Name;
        return Pairs.TryGetValue(name, out var pair) ? (pair.Module, name) : Singles.TryGetValue(name, out var single) ? (single.Module, name)
            : throw new NotSupportedException($"{op.Name}: an operation between layers that cannot be described as Keras describes it: known are {string.Join(", ", Pairs.Keys.Concat(Singles.Keys))}. Use a layer for it, or save the weights alone.");
    }
}
