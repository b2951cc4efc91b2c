using Nabla.Formats;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Models.Saving;

/// <summary>The values of a model's variables as files hold them, and back.</summary>
static class KerasValuesOfModel
{
    internal const string OptimizerPath = "optimizer";

    // Keras 2 keeps the totals of metrics; an epoch starts without them.
    static readonly string[] besideLayers = [OptimizerPath, "metrics"];

    /// <summary>All values of a model, and of its optimizer where one is given.</summary>
    internal static List<KerasVariables> Describe(Model model, Optimizer? optimizer)
    {
        var owners = KerasVariablePaths.Owners(model).Select(owner => Described(owner.Path, owner.Name, owner.Values)).ToList();
        if (optimizer is not null) owners.Add(Described(OptimizerPath, optimizer.Name, [.. optimizer.Variables.Select(variable => variable.Value)]));
        // Keras keeps the state of an optimizer inside another a second time, as its own.
        if (optimizer is LossScaleOptimizer { InnerOptimizer: var inner }) owners.Add(Described($"{OptimizerPath}/inner_optimizer", inner.Name, [.. inner.Variables.Select(variable => variable.Value)]));
        return owners;
    }

    /// <summary>Sets the variables of a model; nothing is set where something does not fit.</summary>
    /// <param name="model">The model, with its weights made.</param>
    /// <param name="values">What a file holds.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="skipMismatch">Whether layers whose values are missing or have other shapes are left as they are.</param>
    /// <exception cref="ModelFormatException">Values are missing, left over, or of another shape.</exception>
    internal static void Assign(Model model, IReadOnlyList<KerasVariables> values, string file, bool skipMismatch)
    {
        var byPath = values.ToDictionary(owner => owner.Path, StringComparer.Ordinal);
        var pairs = new List<(Variable Variable, Tensor Value)>();
        foreach (var owner in KerasVariablePaths.Owners(model))
        {
            var found = byPath.Remove(owner.Path, out var group) ? group : null;
            // Keras saves no random states; without one the present state stays.
            if (found is null && owner.Path.EndsWith($"/{KerasVariablePaths.SeedGenerator}", StringComparison.Ordinal)) continue;
            try
            {
                var own = Pairs(owner.Path, owner.Variables, found?.Variables ?? [], file);
                pairs.AddRange([.. own, .. owner.Cleared.Select(variable => (variable, Tensor.Zeros(variable.Shape, variable.ElementType)))]);
            }
            catch (ModelFormatException) when (skipMismatch)
            {
                // This layer stays as it is.
            }
        }
        var left = byPath.Values.FirstOrDefault(owner => owner.Variables.Count > 0 && !Array.Exists(besideLayers, path => owner.Path == path || owner.Path.StartsWith(path + "/", StringComparison.Ordinal)));
        if (left is not null && !skipMismatch) throw new ModelFormatException(file, left.Path, $"it holds {left.Variables.Count} values for '{left.Name}', and the model has no such layer");
        foreach (var (variable, value) in pairs) variable.Assign(value);
    }

    /// <summary>Sets the variables of the layers that have the name of an owner in the file; all others stay as they are.</summary>
    /// <exception cref="ModelFormatException">Values of such a layer are missing, left over, or of another shape; or the file holds no names.</exception>
    internal static void AssignByName(Model model, IReadOnlyList<KerasVariables> values, string file, bool skipMismatch)
    {
        var named = values.Where(owner => owner.Name.Length > 0 && owner.Variables.Count > 0).GroupBy(owner => owner.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        if (named.Count == 0) throw new ModelFormatException(file, "", "it holds no names of layers. Load it by topology");
        var pairs = new List<(Variable Variable, Tensor Value)>();
        foreach (var owner in KerasVariablePaths.Owners(model).Where(owner => owner.Variables.Count > 0 && named.ContainsKey(owner.Name)))
        {
            // Of several with one name the one at the same place is meant.
            var found = named[owner.Name];
            try
            {
                pairs.AddRange(Pairs(owner.Path, owner.Variables, (found.Find(other => other.Path == owner.Path) ?? found[0]).Variables, file));
            }
            catch (ModelFormatException) when (skipMismatch)
            {
                // This layer stays as it is.
            }
        }
        foreach (var (variable, value) in pairs) variable.Assign(value);
    }

    /// <summary>Sets the state of an optimizer that knows its variables, where the file has it.</summary>
    /// <exception cref="ModelFormatException">Values are missing, left over, or of another shape.</exception>
    internal static void AssignOptimizer(Optimizer optimizer, IReadOnlyList<Variable> trained, IReadOnlyList<KerasVariables> values, string file)
    {
        if (values.FirstOrDefault(owner => owner.Path == OptimizerPath) is not { } found) return;
        // Before the first step an optimizer has its iteration and its rate alone.
        if (found.Variables.Count > optimizer.Variables.Count) optimizer.BuildFor(trained);
        foreach (var (variable, value) in Pairs(OptimizerPath, optimizer.Variables, found.Variables, file)) variable.Assign(value);
    }

    /// <summary>Sets the state of a model's optimizer, where the model is compiled and the file has a state for such an optimizer.</summary>
    /// <returns>Whether it was set. Without it the optimizer stays as it is, as in Keras: weights may come from another training.</returns>
    internal static bool TryAssignOptimizer(Model model, IReadOnlyList<KerasVariables> values, string file)
    {
        if (model.Compiled is not { } parts || values.All(owner => owner.Path != OptimizerPath)) return false;
        try
        {
            AssignOptimizer(parts.Optimizer, model.TrainableWeights, values, file);
            return true;
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    static KerasVariables Described(string path, string name, IReadOnlyList<Tensor> values) =>
        new(path, name, [.. values.Select((value, i) => KeyValuePair.Create(i.ToString(System.Globalization.CultureInfo.InvariantCulture), value.ToHdf5Array()))]);

    internal static List<(Variable Variable, Tensor Value)> Pairs(string path, IReadOnlyList<Variable> variables, IReadOnlyList<KeyValuePair<string, Hdf5Array>> values, string file)
    {
        if (values.Count != variables.Count) throw new ModelFormatException(file, Shown(path), $"it holds {values.Count} values, and the model has {variables.Count} variables there{(variables.Count > 0 ? $": {string.Join(", ", variables.Select(v => v.Name))}" : "")}");
        return [.. variables.Select((variable, i) => (variable, Fitting(variable, values[i].Value, file, $"{Shown(path)}/{values[i].Key}")))];
    }

    static Tensor Fitting(Variable variable, Hdf5Array value, string file, string place)
    {
        if (!value.HasTensorForm || value.Values is string[] != (variable.ElementType == ElementType.String)) throw new ModelFormatException(file, place, $"{value.Type.Description} cannot be the value of {variable.Name}, which is {variable.ElementType.Name}");
        var tensor = value.ToTensor();
        if (tensor.Shape != variable.Shape) throw new ModelFormatException(file, place, $"its shape is {tensor.Shape}, and that of {variable.Name} is {variable.Shape}");
        return tensor.ElementType == variable.ElementType ? tensor : tensor.Cast(variable.ElementType);
    }

    static string Shown(string path) => path.Length == 0 ? "the model" : path;
}
