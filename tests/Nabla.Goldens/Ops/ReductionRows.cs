namespace Nabla.Goldens.Ops;

/// <summary>Reductions, cumulative sums and statistics.</summary>
static class ReductionRows
{
    public static void Add(OpTable table)
    {
        table["sum(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Sum(call.Axes("axis"), call.Flag("keepdims"));
        table["mean(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Mean(call.Axes("axis"), call.Flag("keepdims"));
        table["std(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Std(call.Axes("axis"), call.Flag("keepdims"));
        table["var(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Var(call.Axes("axis"), call.Flag("keepdims"));
        table["amax(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Max(call.Axes("axis"), call.Flag("keepdims"));
        table["amin(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Min(call.Axes("axis"), call.Flag("keepdims"));
        table["any(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Any(call.Axes("axis"), call.Flag("keepdims"));
        table["all(x, axis=None, keepdims=False)"] = call => call.Tensor("x").All(call.Axes("axis"), call.Flag("keepdims"));
        table["max(x, axis=None, keepdims=False, initial=None)"] = call => call.OperandOrNull("initial") is { } initial ? call.Tensor("x").Max(call.Axes("axis"), call.Flag("keepdims")).Maximum(initial) : call.Tensor("x").Max(call.Axes("axis"), call.Flag("keepdims"));
        table["min(x, axis=None, keepdims=False, initial=None)"] = call => call.OperandOrNull("initial") is { } initial ? call.Tensor("x").Min(call.Axes("axis"), call.Flag("keepdims")).Minimum(initial) : call.Tensor("x").Min(call.Axes("axis"), call.Flag("keepdims"));
        table["prod(x, axis=None, keepdims=False, dtype=None)"] = call => (call.TypeOrNull("dtype") is { } type ? call.Tensor("x").Cast(type) : call.Tensor("x")).Prod(call.Axes("axis"), call.Flag("keepdims"));
        table["argmax(x, axis=None, keepdims=False)"] = call => call.Tensor("x").ArgMax(call.IntOrNull("axis"), call.Flag("keepdims"));
        table["argmin(x, axis=None, keepdims=False)"] = call => call.Tensor("x").ArgMin(call.IntOrNull("axis"), call.Flag("keepdims"));
        table["logsumexp(x, axis=None, keepdims=False)"] = call => call.Tensor("x").LogSumExp(call.Axes("axis"), call.Flag("keepdims"));
    }
}
