using System.Text.Json.Nodes;
using Nabla.Constraints;
using Nabla.Formats;
using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Regularizers;

namespace Nabla.Models.Saving;

/// <summary>Layers as Keras serialises them.</summary>
static class KerasLayers
{
    internal static readonly KerasWords<DataFormat> Formats = new(("channels_last", DataFormat.ChannelsLast), ("channels_first", DataFormat.ChannelsFirst));

    internal static readonly KerasTable<Layer> Table = new KerasTable<Layer>("layer", "keras.layers", Common)
        .AddCoreLayers()
        .AddAttentionLayers()
        .AddActivationLayers()
        .AddConvolutionLayers()
        .AddPoolingLayers()
        .AddNormalizationLayers()
        .AddReshapingLayers()
        .AddMarginLayers()
        .AddMergingLayers()
        .AddRegularizationLayers()
        .AddRecurrentLayers()
        .AddConvLstmLayers();

    /// <summary>Makes the described layer, frozen where it is described so; what the description holds beyond what the layer knows is refused.</summary>
    /// <exception cref="NotSupportedException">The class is not in the table.</exception>
    /// <exception cref="ModelFormatException">The configuration is not understood.</exception>
    internal static Layer Read(KerasObject description)
    {
        var config = description.Config;
        var layer = Table.Read(description);
        if (layer is Model)
        {
            return layer;
        }

        if (!config.Flag("trainable", true))
        {
            // Layers inside may be frozen alone, so that only this is set for all of them.
            layer.Trainable = false;
        }

        if (config.PolicyOrNull() is { } policy && layer is not Input)
        {
            layer.DTypePolicy = policy;
        }

        config.Skip("batch_input_shape");
        var unread = config.Unread.ToList();
        return unread.Count == 0 ? layer : throw config.Refused($"the configuration holds {string.Join(", ", unread.Select(name => $"'{name}'"))}, which {description.ClassName} does not know");
    }

    /// <summary>The description of a layer.</summary>
    /// <exception cref="NotSupportedException">It is one that Keras does not have.</exception>
    internal static JsonObject Write(Layer layer) => KerasBuild.Write(layer, layer is Model model ? KerasModels.Write(model) : Table.Write(layer));

    /// <summary>Adds a class; what every layer has is written before the rest.</summary>
    internal static KerasTable<Layer> Row<U>(this KerasTable<Layer> table, string className, Func<KerasConfig, U> read, Action<U, JsonObject>? write = null)
        where U : Layer => table.Add(className, read, (layer, config) =>
        {
            Common(layer, config);
            write?.Invoke(layer, config);
        });

    static void Common(Layer layer, JsonObject config) => (config["name"], config["trainable"], config["dtype"]) = (layer.Name, layer.Trainable, Policy(layer.DTypePolicy));

    internal static string? Name(KerasConfig config) => config.TextOrNull("name");

    internal static JsonObject Policy(DTypePolicy policy) =>
        new() { ["module"] = "keras", ["class_name"] = "DTypePolicy", ["config"] = new JsonObject { ["name"] = policy.Name }, ["registered_name"] = null };

    internal static Activations.Activation? Activation(KerasConfig config, string name = "activation") =>
        config.IsObject(name) ? config.ObjectOrNull(name)!.ClassName : config.TextOrNull(name) is { } word ? ActivationOf(word) : null;

    static Activations.Activation ActivationOf(string word) =>
        word == KerasDialect.HardSigmoid ? Activations.Activation.From(x => ((x * 0.2) + 0.5).Clip(0, 1), KerasDialect.HardSigmoid) : (Activations.Activation)word;

    internal static Initializer? Initializer(KerasConfig config, string name) =>
        config.IsText(name) ? config.Text(name) : config.ObjectOrNull(name) is { } description ? KerasInitializers.Table.Read(description) : null;

    internal static JsonNode Json(Initializer value) => KerasInitializers.Table.Write(value);

    internal static Regularizer? Regularizer(KerasConfig config, string name) =>
        config.IsText(name) ? config.Text(name) : config.ObjectOrNull(name) is { } description ? KerasRegularizers.Table.Read(description) : null;

    internal static JsonNode? Json(Regularizer? value) => value is null ? null : KerasRegularizers.Table.Write(value);

    internal static Constraint? Constraint(KerasConfig config, string name) =>
        config.IsText(name) ? config.Text(name) : config.ObjectOrNull(name) is { } description ? KerasConstraints.Table.Read(description) : null;

    internal static JsonNode? Json(Constraint? value) => value is null ? null : KerasConstraints.Table.Write(value);

    /// <summary>A shape as Keras writes it.</summary>
    internal static JsonNode? Json(Shape? shape) => shape is null ? null : new JsonArray([.. shape.Select(length => (JsonNode?)length)]);
}
