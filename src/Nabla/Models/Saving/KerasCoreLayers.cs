using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Inputs, dense layers and models inside models as Keras serialises them.</summary>
static class KerasCoreLayers
{
    internal static KerasTable<Layer> AddCoreLayers(this KerasTable<Layer> table) => table
        .Add("InputLayer", Input, (x, c) =>
            (c["batch_shape"], c["dtype"], c["sparse"], c["ragged"], c["name"], c["optional"]) = (KerasLayers.Json(x.BatchShape), x.ElementType.Name, false, false, x.Name, false))
        .AddReader("Sequential", KerasModels.ReadSequential)
        .AddReader("Functional", KerasGraphs.Read)
        .AddReader("Model", KerasGraphs.Read)
        .Row("Dense", Dense, (x, c) =>
        {
            (c["units"], c["activation"], c["use_bias"]) = (x.Units, x.Activation?.Name ?? "linear", x.UseBias);
            (c["kernel_initializer"], c["bias_initializer"]) = (KerasLayers.Json(x.KernelInitializer), KerasLayers.Json(x.BiasInitializer));
            (c["kernel_regularizer"], c["bias_regularizer"]) = (KerasLayers.Json(x.KernelRegularizer), KerasLayers.Json(x.BiasRegularizer));
            (c["kernel_constraint"], c["bias_constraint"], c["quantization_config"]) = (KerasLayers.Json(x.KernelConstraint), KerasLayers.Json(x.BiasConstraint), null);
            if (x.OutputRegularizer is { } regularizer)
            {
                c["activity_regularizer"] = KerasLayers.Json(regularizer);
            }

            if (x.LoraRank is { } rank)
            {
                (c["lora_rank"], c["lora_alpha"]) = (rank, x.LoraAlpha);
            }
        })
        .Row("Masking", c => new Masking(c.Double("mask_value", 0), KerasLayers.Name(c)), (x, c) => c["mask_value"] = x.MaskValue)
        .Row("Identity", c => new Identity(KerasLayers.Name(c)));

    static Dense Dense(KerasConfig c)
    {
        // Keras forgets the alpha of a described layer when it makes the factors: the scale is 1 again.
        c.Skip("lora_alpha");
        return Described(c);
    }

    static Dense Described(KerasConfig c) => new(
        c.Int("units"),
        KerasLayers.Activation(c),
        c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"),
        KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"),
        KerasLayers.Regularizer(c, "bias_regularizer"),
        KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"),
        KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c),
        c.IntOrNull("lora_rank"));

    static Input Input(KerasConfig config)
    {
        // Keras 2 wrote the shape under another name; sparse and ragged inputs have no tensor form here.
        var lengths = config.Lengths("batch_shape") ?? config.Lengths("batch_input_shape") ?? throw config.Wrong("batch_shape", "a shape");
        if (config.Flag("sparse", false) || config.Flag("ragged", false)) throw config.Refused("sparse and ragged inputs are not known");
        if (config.Flag("optional", false)) throw config.Wrong("optional", "false");
        return new Input(Shape.Create(lengths.AsSpan(1)), (int?)lengths[0], KerasValues.TypeOrNull(config) ?? ElementType.Float32, KerasLayers.Name(config));
    }
}
