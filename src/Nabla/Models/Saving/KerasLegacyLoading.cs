using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Makes a model from a whole-model <c>.h5</c> file of Keras 3 or 2, and loads weights from one.</summary>
static class KerasLegacyLoading
{
    /// <summary>The model of a file. That of Keras 2 comes uncompiled: its optimizers keep their state in another order.</summary>
    internal static Model Load(KerasLegacyFile content, string file, bool compile)
    {
        var description = content.Model ?? throw new ModelFormatException(file, "", "it holds no 'model_config': a file of weights alone. Make the model, and call LoadWeights");
        var model = KerasLoading.Understood(file, () => Make(description, content));
        Assign(model, content, file, skipMismatch: false);
        if (!compile || content.TrainingConfig is not { } training || !content.KerasVersion.StartsWith("3.", StringComparison.Ordinal)) return model;
        KerasLoading.Understood(file, () =>
        {
            KerasCompile.Apply(model, training, "optimizer_config");
            return model;
        });
        if (content.Optimizer is { } optimizer) KerasValuesOfModel.AssignOptimizer(model.Optimizer, model.TrainableWeights, [optimizer], file);
        return model;
    }

    /// <summary>Sets the weights: layers that have some are matched in order, as Keras matches them.</summary>
    /// <exception cref="ModelFormatException">Layers or values are missing or left over, or have other shapes.</exception>
    internal static void Assign(Model model, KerasLegacyFile content, string file, bool skipMismatch)
    {
        var layers = (model is Sequential sequential ? sequential.Layers : model.Tracked).Where(layer => layer.Weights.Count > 0).ToList();
        var values = content.Layers.Where(owner => owner.Variables.Count > 0).ToList();
        if (layers.Count != values.Count) throw new ModelFormatException(file, "layer_names", $"{values.Count} layers have values, and {layers.Count} of the model have weights");
        var pairs = new List<(Variable Variable, Tensor Value)>();
        for (var i = 0; i < layers.Count; i++)
        {
            try
            {
                pairs.AddRange(KerasValuesOfModel.Pairs(values[i].Path, [.. layers[i].TrainableWeights, .. layers[i].NonTrainableWeights], values[i].Variables, file));
            }
            catch (ModelFormatException) when (skipMismatch)
            {
                // This layer stays as it is.
            }
        }
        foreach (var (variable, value) in pairs) variable.Assign(value);
    }

    static Model Make(KerasObject description, KerasLegacyFile content)
    {
        using var limit = WeightLimit.Open(content.Layers.Sum(owner => owner.Variables.Sum(variable => (long)variable.Value.Values.Length)) + 65536);
        return KerasModels.Read(description);
    }
}
