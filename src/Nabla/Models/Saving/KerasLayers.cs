using Nabla.Constraints;
using Nabla.Formats;
using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Regularizers;

namespace Nabla.Models.Saving;

/// <summary>Layers as Keras serialises them.</summary>
static class KerasLayers
{
    internal static readonly KerasTable<Layer> Table = new KerasTable<Layer>("layer", "keras.layers")
        .AddReader("InputLayer", Input)
        .AddReader("Dense", c => new Dense(
            c.Int("units"), Activation(c), c.Flag("use_bias", true), Initializer(c, "kernel_initializer"), Initializer(c, "bias_initializer"), Regularizer(c, "kernel_regularizer"),
            Regularizer(c, "bias_regularizer"), Regularizer(c, "activity_regularizer"), Constraint(c, "kernel_constraint"), Constraint(c, "bias_constraint"), Name(c)))
        .AddReader("Activation", c => new Activation(Activation(c) ?? "linear", Name(c)))
        .AddReader("ReLU", c => new ReLU(c.DoubleOrNull("max_value"), c.Double("negative_slope", 0), c.Double("threshold", 0), Name(c)))
        .AddReader("LeakyReLU", c => new LeakyReLU(c.Double("negative_slope", 0.3), Name(c)))
        .AddReader("ELU", c => new ELU(c.Double("alpha", 1), Name(c)))
        .AddReader("PReLU", c => new PReLU(
            Initializer(c, "alpha_initializer"), Regularizer(c, "alpha_regularizer"), Constraint(c, "alpha_constraint"), KerasValues.AxesOrNull(c, "shared_axes"), Name(c)))
        .AddReader("Dropout", c => new Dropout(c.Double("rate"), c.Lengths("noise_shape") is { } shape ? Shape.Create(shape) : null, c.IntOrNull("seed"), Name(c)))
        .AddReader("GaussianNoise", c => new GaussianNoise(c.Double("stddev"), c.IntOrNull("seed"), Name(c)))
        .AddReader("Softmax", c => new Softmax(KerasValues.AxesOrNull(c, "axis"), Name(c)))
        .AddReader("Identity", c => new Layers.Identity(Name(c)))
        .AddReader("Flatten", Flatten)
        .AddReader("Reshape", c => new Reshape(Shape.Create(c.Lengths("target_shape") ?? throw c.Wrong("target_shape", "a shape")), Name(c)))
        .AddReader("Permute", c => new Permute(KerasValues.AxesOrNull(c, "dims") ?? throw c.Wrong("dims", "axes"), Name(c)))
        .AddReader("RepeatVector", c => new RepeatVector(c.Int("n"), Name(c)))
        .AddReader("Rescaling", c => new Rescaling(c.Double("scale"), c.Double("offset", 0), Name(c)));

    /// <summary>Makes the described layer, frozen where it is described so; what the description holds beyond what the layer knows is refused.</summary>
    /// <exception cref="NotSupportedException">The class is not in the table.</exception>
    /// <exception cref="ModelFormatException">The configuration is not understood.</exception>
    internal static Layer Read(KerasObject description)
    {
        var config = description.Config;
        var layer = Table.Read(description);
        layer.Trainable = config.Flag("trainable", true);
        if (config.PolicyOrNull() is { } policy and not "float32") throw config.Wrong("dtype", "float32");
        var unread = config.Unread.ToList();
        return unread.Count == 0 ? layer : throw config.Refused($"the configuration holds {string.Join(", ", unread.Select(name => $"'{name}'"))}, which {description.ClassName} does not know");
    }

    internal static string? Name(KerasConfig config) => config.TextOrNull("name");

    internal static Activations.Activation? Activation(KerasConfig config) =>
        config.IsObject("activation") ? config.ObjectOrNull("activation")!.ClassName : config.TextOrNull("activation") is { } name ? (Activations.Activation)name : null;

    internal static Initializer? Initializer(KerasConfig config, string name) =>
        config.IsText(name) ? config.Text(name) : config.ObjectOrNull(name) is { } description ? KerasInitializers.Table.Read(description) : null;

    internal static Regularizer? Regularizer(KerasConfig config, string name) =>
        config.IsText(name) ? config.Text(name) : config.ObjectOrNull(name) is { } description ? KerasRegularizers.Table.Read(description) : null;

    internal static Constraint? Constraint(KerasConfig config, string name) =>
        config.IsText(name) ? config.Text(name) : config.ObjectOrNull(name) is { } description ? KerasConstraints.Table.Read(description) : null;

    static Input Input(KerasConfig config)
    {
        // Keras 2 wrote the shape under another name; sparse and ragged inputs have no tensor form here.
        var lengths = config.Lengths("batch_shape") ?? config.Lengths("batch_input_shape") ?? throw config.Wrong("batch_shape", "a shape");
        if (config.Flag("sparse", false) || config.Flag("ragged", false)) throw config.Refused("sparse and ragged inputs are not known");
        if (config.Flag("optional", false)) throw config.Wrong("optional", "false");
        return new Input(Shape.Create(lengths.AsSpan(1)), (int?)lengths[0], KerasValues.TypeOrNull(config) ?? ElementType.Float32, Name(config));
    }

    static Flatten Flatten(KerasConfig config) =>
        config.Text("data_format", "channels_last") == "channels_last" ? new Flatten(Name(config)) : throw config.Wrong("data_format", "'channels_last'");
}
