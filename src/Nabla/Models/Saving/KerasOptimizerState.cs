using Nabla.Formats;
using Nabla.Optimizers;

namespace Nabla.Models.Saving;

/// <summary>Brings back the state of an optimizer of Keras 2: the step and, for each variable, what the optimizer keeps; the learning rate is no part of it.</summary>
/// <remarks>
/// Names are <c>Adam/m/dense/kernel:0</c> in the later form and <c>Adam/dense/kernel/m:0</c> in the first one, where all of one kind stand together. So values are grouped by kind, and
/// kinds are matched in the order of their first appearance, which is that of Keras 3. A zip archive holds no names; its order is that of Keras 3 but for the kinds of RMSprop.
/// </remarks>
static class KerasOptimizerState
{
    /// <summary>Sets the state; where it is that of another optimizer than the file describes, the optimizer begins afresh, as in Keras.</summary>
    internal static void Assign(Optimizer optimizer, IReadOnlyList<Variable> trained, KerasVariables state)
    {
        if (state.Variables.Count == 0) return;
        if (state.Variables.Count > 1) optimizer.BuildFor(trained);
        var iteration = optimizer.Variables[0];
        var own = optimizer.Variables.Skip(1).Where(variable => variable.Name != $"{optimizer.Name}/learning_rate").ToList();
        var isNamed = state.Variables[0].Key.EndsWith(":0", StringComparison.Ordinal);
        var kinds = own.GroupBy(variable => Kind(optimizer, trained, variable), StringComparer.Ordinal).SelectMany(kind => kind).ToList();
        // The first optimizers do not save the step, and number what they keep.
        var (first, rest) = state.Variables[0].Value.Shape is { Count: 0 } ? (state.Variables[0].Value, state.Variables.Skip(1)) : (null, state.Variables);
        var values = isNamed && first is not null ? rest.GroupBy(value => Kind(value.Key, trained.Count), StringComparer.Ordinal).SelectMany(kind => kind).ToList() : [.. rest];
        IReadOnlyList<Variable> order = values.Count == 0 ? [] : isNamed || optimizer is RMSprop ? kinds : own;
        if (values.Count != order.Count || !order.Zip(values).All(pair => Fits(pair.First, pair.Second.Value)) || (first is not null && first.Values is not (long[] or int[] or float[] or double[]))) return;
        if (first is not null) iteration.Assign(first.ToTensor().Cast(iteration.ElementType));
        foreach (var (variable, value) in order.Zip(values)) variable.Assign(value.Value.ToTensor().Cast(variable.ElementType));
    }

    static bool Fits(Variable variable, Hdf5Array value) => value.Values is float[] or double[] or Half[] or BFloat16[] && value.Shape is { } shape && shape.SequenceEqual(variable.Shape.Select(length => length ?? 0));

    static string Kind(Optimizer optimizer, IReadOnlyList<Variable> trained, Variable slot)
    {
        var owner = trained.FirstOrDefault(variable => slot.Name.StartsWith($"{optimizer.Name}/{variable.Name.Replace('/', '_')}_", StringComparison.Ordinal));
        return owner is null ? slot.Name : slot.Name[(optimizer.Name.Length + owner.Name.Length + 2)..];
    }

    // The kind stands behind the optimizer's name, or at the end: there it is none of the words that end a variable's path.
    static string Kind(string name, int trained)
    {
        var parts = name[..^2].Split('/');
        var last = parts[^1];
        var isLegacy = last is "m" or "v" or "vhat" or "rms" or "mg" or "momentum" or "accumulator" or "accum_grad" or "accum_var" or "linear" or "u";
        return parts.Length < 2 || trained == 0 ? name : isLegacy ? last : parts[1];
    }
}
