using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Convolutions as Keras serialises them.</summary>
static class KerasConvolutionLayers
{
    internal static KerasTable<Layer> AddConvolutionLayers(this KerasTable<Layer> table) => table
        .Row("Conv1D", Conv1D, Convolution)
        .Row("Conv2D", Conv2D, Convolution)
        .Row("Conv3D", Conv3D, Convolution)
        .Row("Conv1DTranspose", Conv1DTranspose, Transpose)
        .Row("Conv2DTranspose", Conv2DTranspose, Transpose)
        .Row("Conv3DTranspose", Conv3DTranspose, Transpose)
        .Row("DepthwiseConv1D", DepthwiseConv1D, Depthwise)
        .Row("DepthwiseConv2D", DepthwiseConv2D, Depthwise)
        .Row("SeparableConv1D", SeparableConv1D, Separable)
        .Row("SeparableConv2D", SeparableConv2D, Separable);

    static Conv1D Conv1D(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        c.Int("groups", 1), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static Conv2D Conv2D(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        c.Int("groups", 1), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static Conv3D Conv3D(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        c.Int("groups", 1), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static Conv1DTranspose Conv1DTranspose(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Extent(c, "output_padding"), KerasWindows.Format(c),
        KerasWindows.Extent(c, "dilation_rate"), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static Conv2DTranspose Conv2DTranspose(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Extent(c, "output_padding"), KerasWindows.Format(c),
        KerasWindows.Extent(c, "dilation_rate"), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static Conv3DTranspose Conv3DTranspose(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Extent(c, "output_padding"), KerasWindows.Format(c),
        KerasWindows.Extent(c, "dilation_rate"), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static DepthwiseConv1D DepthwiseConv1D(KerasConfig c) => new(
        KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), c.Int("depth_multiplier", 1), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        KerasLayers.Activation(c), c.Flag("use_bias", true), KerasLayers.Initializer(c, "depthwise_initializer"),
        KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "depthwise_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "depthwise_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static DepthwiseConv2D DepthwiseConv2D(KerasConfig c) => new(
        KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), c.Int("depth_multiplier", 1), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        KerasLayers.Activation(c), c.Flag("use_bias", true), KerasLayers.Initializer(c, "depthwise_initializer"),
        KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "depthwise_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "depthwise_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static SeparableConv1D SeparableConv1D(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        c.Int("depth_multiplier", 1), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "depthwise_initializer"), KerasLayers.Initializer(c, "pointwise_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "depthwise_regularizer"), KerasLayers.Regularizer(c, "pointwise_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "depthwise_constraint"), KerasLayers.Constraint(c, "pointwise_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static SeparableConv2D SeparableConv2D(KerasConfig c) => new(
        c.Int("filters"), KerasWindows.Needed(c, "kernel_size"), KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasWindows.Extent(c, "dilation_rate"),
        c.Int("depth_multiplier", 1), KerasLayers.Activation(c), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "depthwise_initializer"), KerasLayers.Initializer(c, "pointwise_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "depthwise_regularizer"), KerasLayers.Regularizer(c, "pointwise_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "depthwise_constraint"), KerasLayers.Constraint(c, "pointwise_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        KerasLayers.Name(c));

    static void Convolution(ConvolutionLayer x, JsonObject c)
    {
        c["filters"] = x.Filters;
        Window(x, c);
        c["groups"] = x.Groups;
        Finish(x, c);
        (c["kernel_initializer"], c["kernel_regularizer"], c["kernel_constraint"]) = (KerasLayers.Json(x.KernelInitializer), KerasLayers.Json(x.KernelRegularizer), KerasLayers.Json(x.KernelConstraint));
    }

    static void Transpose(ConvolutionTransposeLayer x, JsonObject c)
    {
        c["filters"] = x.Filters;
        Window(x, c);
        c["output_padding"] = KerasWindows.Json(x.OutputPadding);
        Finish(x, c);
        (c["kernel_initializer"], c["kernel_regularizer"], c["kernel_constraint"]) = (KerasLayers.Json(x.KernelInitializer), KerasLayers.Json(x.KernelRegularizer), KerasLayers.Json(x.KernelConstraint));
    }

    static void Depthwise(DepthwiseConvolutionLayer x, JsonObject c)
    {
        c["depth_multiplier"] = x.DepthMultiplier;
        Window(x, c);
        Finish(x, c);
        (c["depthwise_initializer"], c["depthwise_regularizer"], c["depthwise_constraint"]) = (KerasLayers.Json(x.DepthwiseInitializer), KerasLayers.Json(x.DepthwiseRegularizer), KerasLayers.Json(x.DepthwiseConstraint));
    }

    static void Separable(SeparableConvolutionLayer x, JsonObject c)
    {
        (c["depth_multiplier"], c["filters"]) = (x.DepthMultiplier, x.Filters);
        Window(x, c);
        Finish(x, c);
        (c["depthwise_initializer"], c["depthwise_regularizer"], c["depthwise_constraint"]) = (KerasLayers.Json(x.DepthwiseInitializer), KerasLayers.Json(x.DepthwiseRegularizer), KerasLayers.Json(x.DepthwiseConstraint));
        (c["pointwise_initializer"], c["pointwise_regularizer"], c["pointwise_constraint"]) = (KerasLayers.Json(x.PointwiseInitializer), KerasLayers.Json(x.PointwiseRegularizer), KerasLayers.Json(x.PointwiseConstraint));
    }

    static void Window(ConvolvingLayer x, JsonObject c)
    {
        (c["kernel_size"], c["strides"], c["padding"]) = (KerasWindows.Json(x.KernelSize), KerasWindows.Json(x.Strides), x.Padding.ToString());
        (c["data_format"], c["dilation_rate"]) = (KerasLayers.Formats[x.DataFormat], KerasWindows.Json(x.DilationRate));
    }

    static void Finish(ConvolvingLayer x, JsonObject c)
    {
        (c["activation"], c["use_bias"]) = (x.Activation?.Name ?? "linear", x.UseBias);
        (c["bias_initializer"], c["bias_regularizer"], c["bias_constraint"]) = (KerasLayers.Json(x.BiasInitializer), KerasLayers.Json(x.BiasRegularizer), KerasLayers.Json(x.BiasConstraint));
        c["activity_regularizer"] = KerasLayers.Json(x.OutputRegularizer);
    }
}
