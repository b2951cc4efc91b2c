using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Makes a model from a whole-model <c>.h5</c> file of Keras 3 or 2, and loads weights from one.</summary>
static class KerasLegacyLoading
{
    /// <summary>The model of a file, compiled as it was.</summary>
    internal static Model Load(KerasLegacyFile content, string file, bool compile)
    {
        var description = content.Model ?? throw new ModelFormatException(file, "", "it holds no 'model_config': a file of weights alone. Make the model, and call LoadWeights");
        var model = KerasLoading.Understood(file, () => Make(description, content));
        Assign(model, content, file, skipMismatch: false);
        if (!compile || content.TrainingConfig is not { } training) return model;
        KerasLoading.Understood(file, () =>
        {
            KerasCompile.Apply(model, training, "optimizer_config");
            return model;
        });
        if (content.Optimizer is { } optimizer)
        {
            if (content.IsOld) KerasOptimizerState.Assign(model.Optimizer, model.TrainableWeights, optimizer);
            else KerasValuesOfModel.AssignOptimizer(model.Optimizer, model.TrainableWeights, [optimizer], file);
        }
        return model;
    }

    /// <summary>Sets the weights: layers that have some are matched in order, as Keras matches them.</summary>
    /// <exception cref="ModelFormatException">Layers or values are missing or left over, or have other shapes.</exception>
    internal static void Assign(Model model, KerasLegacyFile content, string file, bool skipMismatch)
    {
        var layers = LayersOf(model).Where(layer => WeightsOf(layer).Count > 0).ToList();
        var values = content.Layers.Where(owner => owner.Path.Length > 0 && owner.Variables.Count > 0).ToList();
        if (layers.Count != values.Count) throw new ModelFormatException(file, "layer_names", $"{values.Count} layers have values, and {layers.Count} of the model have weights");
        var pairs = new List<(Variable Variable, Tensor Value)>();
        for (var i = 0; i < layers.Count; i++)
        {
            try
            {
                pairs.AddRange(KerasValuesOfModel.Pairs(values[i].Path, WeightsOf(layers[i]), values[i].Variables, file));
            }
            catch (ModelFormatException) when (skipMismatch)
            {
                // This layer stays as it is.
            }
        }
        pairs.AddRange(TopLevel(model, content, file, skipMismatch));
        foreach (var (variable, value) in pairs) variable.Assign(value);
    }

    /// <summary>Sets the weights of the layers that have the name of a layer of the file; all others stay as they are, as in Keras.</summary>
    /// <exception cref="ModelFormatException">A layer has more or fewer values, or other shapes.</exception>
    internal static void AssignByName(Model model, KerasLegacyFile content, string file, bool skipMismatch)
    {
        var pairs = new List<(Variable Variable, Tensor Value)>();
        foreach (var owner in content.Layers.Where(owner => owner.Path.Length > 0 && owner.Variables.Count > 0))
        {
            foreach (var layer in LayersOf(model).Where(layer => layer.Name == owner.Path))
            {
                try
                {
                    pairs.AddRange(KerasValuesOfModel.Pairs(owner.Path, WeightsOf(layer), owner.Variables, file));
                }
                catch (ModelFormatException) when (skipMismatch)
                {
                    // This layer stays as it is.
                }
            }
        }
        pairs.AddRange(TopLevel(model, content, file, skipMismatch));
        foreach (var (variable, value) in pairs) variable.Assign(value);
    }

    /// <summary>The layers whose values a file keeps, in order.</summary>
    internal static IReadOnlyList<Layer> LayersOf(Model model) => model is Sequential sequential ? sequential.Layers : model.Tracked;

    /// <summary>The weights of a layer in the order of the file: those that are trained first.</summary>
    internal static IReadOnlyList<Variable> WeightsOf(Layer layer) => [.. layer.TrainableWeights, .. layer.NonTrainableWeights];

    /// <summary>The weights that belong to the model itself and to no layer in it.</summary>
    internal static IReadOnlyList<Variable> TopLevelWeightsOf(Model model) => model.OwnWeights;

    static List<(Variable Variable, Tensor Value)> TopLevel(Model model, KerasLegacyFile content, string file, bool skipMismatch)
    {
        if (content.Layers.FirstOrDefault(owner => owner.Path.Length == 0) is not { } own) return [];
        try
        {
            return KerasValuesOfModel.Pairs("top_level_model_weights", TopLevelWeightsOf(model), own.Variables, file);
        }
        catch (ModelFormatException) when (skipMismatch)
        {
            return [];
        }
    }

    static Model Make(KerasObject description, KerasLegacyFile content)
    {
        if (content.KerasVersion.StartsWith("1.", StringComparison.Ordinal)) throw new NotSupportedException($"Keras {content.KerasVersion}: models of Keras 2 and 3 are read. Open and save it with Keras 2 first");
        using var limit = WeightLimit.Open(content.Layers.Sum(owner => owner.Variables.Sum(variable => (long)variable.Value.Values.Length)) + 65536);
        return KerasModels.Read(description);
    }
}
