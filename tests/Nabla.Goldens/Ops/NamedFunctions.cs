using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Ops;

/// <summary>The functions that cases of branches, loops and scans name; the folder's documentation defines them.</summary>
static class NamedFunctions
{
    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Rows = new(StringComparer.Ordinal)
    {
        ["add"] = x => [x[0] + x[1]],
        ["multiply"] = x => [x[0] * x[1]],
        ["maximum"] = x => [x[0].Maximum(x[1])],
        ["subtract"] = x => [x[0] - x[1]],
        ["matmul"] = x => [x[0].MatMul(x[1])],
        ["linear_recurrence"] = x => [x[0] * x[2], (x[2] * x[1]) + x[3]],
        ["double"] = x => [2 * x[0]],
        ["triple"] = x => [3 * x[0]],
        ["square"] = x => [x[0] * x[0]],
        ["negative"] = x => [-x[0]],
        ["sum_all"] = x => [x[0].Sum()],
        ["softmax"] = x => [x[0].Softmax()],
        ["sort"] = x => [x[0].Sort()],
        ["dot_of_pair"] = x => [(x[0] * x[1]).Sum()],
        ["sum_and_difference_of_pair"] = x => [x[0] + x[1], x[0] - x[1]],
        ["times_stopped"] = x => [x[0] * x[0].StopGradient()],
        ["running_sum"] = x => [x[0] + x[1], x[0] + x[1]],
        ["decay"] = x => [(0.5 * x[0]) + x[1], x[0]],
        ["tanh_step"] = x => [(x[0] + x[1]).Tanh(), x[0] * x[1]],
        ["count"] = x => [x[0] + 1, x[0] * x[0]],
        ["fibonacci"] = x => [x[1], x[0] + x[1], x[0], x[1]],
        ["pair_step"] = x => [x[0] + (x[1] * x[2]), x[0]],
        ["first_below_10"] = x => [x[0].Less(10)],
        ["second_below_100"] = x => [x[1].Less(100)],
        ["always_true"] = _ => [Tensor.Constant(true)],
        ["add_three"] = x => [x[0] + 3],
        ["accumulate"] = x => [x[0] + 1, x[1] + (x[0] * x[0])],
        ["shrink"] = x => [x[0] + 1, (0.5 * x[1]) + x[1].Sin()],
        ["add_index"] = x => [x[1] + x[0].Cast(x[1].ElementType)],
        ["horner"] = x => [(0.5 * x[1]) + 1],
        ["sine_step"] = x => [x[1].Sin() + (0.1 * x[1])],
    };

    public static Func<Tensor[], Tensor[]> Of(GoldenFunction function) => Rows.TryGetValue(function.Name, out var row) ? row
        : throw new BindingException($"the function {function.Name} is none of the table");
}
