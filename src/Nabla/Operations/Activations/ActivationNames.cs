using Nabla.Activations;
namespace Nabla.Operations;

/// <summary>The closed table of activations: Keras's names.</summary>
internal static class ActivationNames
{
    static readonly Dictionary<string, (string Name, Func<Tensor, Tensor> Function)> Table = new(StringComparer.Ordinal)
    {
        ["linear"] = ("linear", x => x),
        ["relu"] = ("relu", x => x.Relu()),
        ["relu6"] = ("relu6", x => x.Relu6()),
        ["leaky_relu"] = ("leaky_relu", x => x.LeakyRelu()),
        ["elu"] = ("elu", x => x.Elu()),
        ["selu"] = ("selu", x => x.Selu()),
        ["celu"] = ("celu", x => x.Celu()),
        ["gelu"] = ("gelu", x => x.Gelu(approximate: false)),
        ["silu"] = ("silu", x => x.Silu()),
        ["swish"] = ("silu", x => x.Silu()),
        ["hard_silu"] = ("hard_silu", x => x.HardSilu()),
        ["hard_swish"] = ("hard_silu", x => x.HardSilu()),
        ["mish"] = ("mish", x => x.Mish()),
        ["sigmoid"] = ("sigmoid", x => x.Sigmoid()),
        ["hard_sigmoid"] = ("hard_sigmoid", x => x.HardSigmoid()),
        ["log_sigmoid"] = ("log_sigmoid", x => x.LogSigmoid()),
        ["sparse_sigmoid"] = ("sparse_sigmoid", x => x.SparseSigmoid()),
        ["tanh"] = ("tanh", x => x.Tanh()),
        ["hard_tanh"] = ("hard_tanh", x => x.HardTanh()),
        ["tanh_shrink"] = ("tanh_shrink", x => x.TanhShrink()),
        ["softplus"] = ("softplus", x => x.Softplus()),
        ["sparse_plus"] = ("sparse_plus", x => x.SparsePlus()),
        ["softsign"] = ("softsign", x => x.Softsign()),
        ["squareplus"] = ("squareplus", x => x.Squareplus()),
        ["exponential"] = ("exponential", x => x.Exp()),
        ["hard_shrink"] = ("hard_shrink", x => x.HardShrink()),
        ["soft_shrink"] = ("soft_shrink", x => x.SoftShrink()),
        ["threshold"] = ("threshold", _ => throw new InvalidOperationException(
            "Activation: 'threshold' by name alone: it needs the threshold and the value below it. Use Activation.From(x => x.Threshold(0.5, 0)).")),
        ["glu"] = ("glu", x => x.Glu()),
        ["softmax"] = ("softmax", x => x.Softmax(-1)),
        ["log_softmax"] = ("log_softmax", x => x.LogSoftmax(-1)),
        ["sparsemax"] = ("sparsemax", x => x.Sparsemax()),
    };

    internal static IReadOnlyList<string> All { get; } = [.. Table.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether an activation is the table's own of this name, and not one's own function under it.</summary>
    internal static bool Is(Activation activation, string name) => activation is Activation.Given given && ReferenceEquals(given.Function, Table[name].Function);

    internal static Activation Find(string name)
    {
        if (Table.TryGetValue(name, out var row))
        {
            return new Activation.Given(row.Name, row.Function);
        }

        string nearest = All.MinBy(known => Distance(name, known))!;
        throw new ArgumentException($"Activation: '{name}' is no activation. Did you mean '{nearest}'? There are {string.Join(", ", All)}.", nameof(name));
    }

    /// <summary>How many letters must be put in, taken out or changed to get from one word to the other.</summary>
    static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
