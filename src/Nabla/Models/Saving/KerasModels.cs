using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Models as Keras serialises them.</summary>
static class KerasModels
{
    /// <summary>Makes the described model, built where its input's shape is described.</summary>
    /// <exception cref="NotSupportedException">The model's class or that of a layer is not known.</exception>
    /// <exception cref="ModelFormatException">The description is not understood.</exception>
    internal static Model Read(KerasObject description) => description.ClassName switch
    {
        "Sequential" => ReadSequential(description.Config),
        "Functional" or "Model" => KerasGraphs.Read(description.Config),
        _ => throw new NotSupportedException($"{description.ClassName}: a model that is not known here: known are Sequential and Functional."),
    };

    internal static Sequential ReadSequential(KerasConfig config)
    {
        var model = new Sequential(config.Objects("layers").Select(KerasLayers.Read), KerasLayers.Name(config));
        if (config.PolicyOrNull() is { } policy)
        {
            model.DTypePolicy = policy;
        }

        if (config.Lengths("build_input_shape") is { } shape)
        {
            model.BuildFor(Shape.Create(shape));
        }

        else if (!model.Built && config.Objects("layers") is [var first, ..] && first.Config.Lengths("batch_input_shape") is { } input)
        {
            // Keras 2 wrote the input's shape into the first layer.
            model.BuildFor(Shape.Create(input));
        }

        // Layers carry their own flags; a frozen container freezes all.
        if (!config.Flag("trainable", true))
        {
            model.Trainable = false;
        }

        return model;
    }

    /// <summary>The description of a model.</summary>
    /// <exception cref="NotSupportedException">The model or a layer is one that Keras does not have.</exception>
    internal static JsonObject Write(Model model)
    {
        if (model is Functional functional)
        {
            return KerasGraphWriter.Write(functional);
        }

        if (model is not Sequential sequential)
        {
            throw new NotSupportedException($"{model.Name}: {model.GetType().Name}: only a Sequential or a Functional model can be described as Keras describes it. Save its weights instead.");
        }

        var config = new JsonObject
        {
            ["name"] = model.Name,
            ["trainable"] = model.Trainable,
            ["dtype"] = KerasLayers.Policy(model.DTypePolicy),
            ["layers"] = new JsonArray([.. sequential.LayersWithInput.Select(KerasLayers.Write)]),
        };
        if (model.InputShape is { } shape)
        {
            config["build_input_shape"] = KerasLayers.Json(Shape.Create([null]).Concat(shape[1..]));
        }

        return new() { ["module"] = "keras", ["class_name"] = "Sequential", ["config"] = config, ["registered_name"] = null };
    }
}
