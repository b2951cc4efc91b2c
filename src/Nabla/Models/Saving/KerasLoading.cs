using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Makes a model from the description of a <c>.keras</c> file.</summary>
static class KerasLoading
{
    internal static Model Load(KerasArchive archive, string file, bool compile)
    {
        var model = Understood(file, () => Make(archive));
        KerasValuesOfModel.Assign(model, archive.Weights, file, skipMismatch: false);
        // Keras writes an empty one for a model that was not compiled.
        if (compile && archive.Model.CompileConfig is { } config && config.Json.EnumerateObject().Any())
        {
            Understood(file, () =>
            {
                KerasCompile.Apply(model, config);
                return model;
            });
            // The state of an optimizer that the file does not name has nowhere to go: Keras skips it too.
            if (!config.Has("optimizer")) return model;
            if (!archive.IsOld) KerasValuesOfModel.AssignOptimizer(model.Optimizer, model.TrainableWeights, archive.Weights, file);
            else if (archive.Weights.FirstOrDefault(owner => owner.Path == KerasValuesOfModel.OptimizerPath) is { } state) KerasOptimizerState.Assign(model.Optimizer, model.TrainableWeights, state);
        }
        return model;
    }

    static Model Make(KerasArchive archive)
    {
        // Weights are made before they are read: they may have no more elements than the file has values, beside a few that Keras does not save.
        var elements = archive.Weights.Sum(owner => owner.Variables.Sum(variable => (long)variable.Value.Values.Length));
        using var limit = WeightLimit.Open(elements + 65536);
        var model = KerasModels.Read(archive.Model);
        if (!model.Built && archive.Model.BuildConfig?.Lengths("input_shape") is { } shape) model.BuildFor(Shape.Create(shape));
        return model;
    }

    /// <summary>What a description asks for and cannot be done is the file's fault.</summary>
    internal static T Understood<T>(string file, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or InvalidOperationException or OverflowException or FormatException)
        {
            throw new ModelFormatException(file, KerasArchive.ConfigName, error.Message.TrimEnd('.'), error);
        }
    }
}
