using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>A layer, a model or a random generator whose variables are saved under a path.</summary>
/// <param name="Path">Where Keras keeps them; empty for the model itself.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Variables">The variables that take the saved values.</param>
sealed record KerasOwner(string Path, string Name, IReadOnlyList<Variable> Variables)
{
    /// <summary>Variables that are set to zero when the others are loaded: Keras saves a kernel with its LoRA factors added to it.</summary>
    internal IReadOnlyList<Variable> Cleared { get; private init; } = [];

    /// <summary>The values to save, one for each variable.</summary>
    internal IReadOnlyList<Tensor> Values { get; private init; } = [.. Variables.Select(variable => variable.Value)];

    internal static KerasOwner Of(Layer layer, string path)
    {
        if (layer is not ILowRank { LowRank: var (main, a, b, scale) }) return new(path, layer.Name, layer.OwnWeights);
        var own = layer.OwnWeights.Where(weight => !ReferenceEquals(weight, a) && !ReferenceEquals(weight, b)).OrderBy(weight => ReferenceEquals(weight, main) ? 0 : 1).ToList();
        var owner = new KerasOwner(path, layer.Name, own) { Cleared = [a, b] };
        return owner with { Values = [main.Value + (a.Value.MatMul(b.Value) * scale), .. owner.Values.Skip(1)] };
    }
}
