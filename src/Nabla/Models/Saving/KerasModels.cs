using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>Models as Keras serialises them.</summary>
static class KerasModels
{
    /// <summary>Makes the described model, built where its input's shape is described.</summary>
    /// <exception cref="NotSupportedException">The model's class or that of a layer is not known.</exception>
    /// <exception cref="ModelFormatException">The description is not understood.</exception>
    internal static Model Read(KerasObject description)
    {
        if (description.ClassName != "Sequential") throw new NotSupportedException($"{description.ClassName}: a model that is not known here: known is Sequential.");
        var config = description.Config;
        var model = new Sequential(config.Objects("layers").Select(KerasLayers.Read), KerasLayers.Name(config));
        if (config.Lengths("build_input_shape") is { } shape) model.BuildFor(Shape.Create(shape));
        if (!config.Flag("trainable", true)) model.Trainable = false;
        if (config.PolicyOrNull() is { } policy and not "float32") throw config.Wrong("dtype", "float32");
        return model;
    }
}
