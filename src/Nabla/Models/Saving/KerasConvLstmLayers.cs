using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Convolutional recurrent layers as Keras serialises them.</summary>
static class KerasConvLstmLayers
{
    internal static KerasTable<Layer> AddConvLstmLayers(this KerasTable<Layer> table) => table
        .Row("ConvLSTM1D", c => Read<ConvLSTM1D>(c, (k, p, o) => new(c.Int("filters"), k, o.Strides, p, o.Format, o.Dilation, o.Activation, o.Gate, o.Bias, o.First[0], o.First[1], o.First[2], o.Forget,
            o.Penalty[0], o.Penalty[1], o.Penalty[2], o.Penalty[3], o.Limit[0], o.Limit[1], o.Limit[2], o.Dropout, o.RecurrentDropout, o.Seed, o.Sequences, o.State, o.Backwards, o.Stateful, o.Unroll, o.Zero, KerasLayers.Name(c))), Write)
        .Row("ConvLSTM2D", c => Read<ConvLSTM2D>(c, (k, p, o) => new(c.Int("filters"), k, o.Strides, p, o.Format, o.Dilation, o.Activation, o.Gate, o.Bias, o.First[0], o.First[1], o.First[2], o.Forget,
            o.Penalty[0], o.Penalty[1], o.Penalty[2], o.Penalty[3], o.Limit[0], o.Limit[1], o.Limit[2], o.Dropout, o.RecurrentDropout, o.Seed, o.Sequences, o.State, o.Backwards, o.Stateful, o.Unroll, o.Zero, KerasLayers.Name(c))), Write)
        .Row("ConvLSTM3D", c => Read<ConvLSTM3D>(c, (k, p, o) => new(c.Int("filters"), k, o.Strides, p, o.Format, o.Dilation, o.Activation, o.Gate, o.Bias, o.First[0], o.First[1], o.First[2], o.Forget,
            o.Penalty[0], o.Penalty[1], o.Penalty[2], o.Penalty[3], o.Limit[0], o.Limit[1], o.Limit[2], o.Dropout, o.RecurrentDropout, o.Seed, o.Sequences, o.State, o.Backwards, o.Stateful, o.Unroll, o.Zero, KerasLayers.Name(c))), Write);

    static T Read<T>(KerasConfig c, Func<Extent, Padding?, Options, T> make) => make(KerasWindows.Needed(c, "kernel_size"), KerasWindows.Padding(c), new()
    {
        Strides = KerasWindows.Extent(c, "strides"),
        Format = KerasWindows.Format(c),
        Dilation = KerasWindows.Extent(c, "dilation_rate"),
        Activation = KerasRecurrentLayers.Activation(c, "activation"),
        Gate = KerasRecurrentLayers.Activation(c, "recurrent_activation"),
        Bias = c.Flag("use_bias", true),
        First = [.. new[] { "kernel_initializer", "recurrent_initializer", "bias_initializer" }.Select(name => KerasLayers.Initializer(c, name))],
        Forget = c.Flag("unit_forget_bias", true),
        Penalty = [.. new[] { "kernel_regularizer", "recurrent_regularizer", "bias_regularizer", "activity_regularizer" }.Select(name => KerasLayers.Regularizer(c, name))],
        Limit = [.. new[] { "kernel_constraint", "recurrent_constraint", "bias_constraint" }.Select(name => KerasLayers.Constraint(c, name))],
        Dropout = c.Double("dropout", 0),
        RecurrentDropout = c.Double("recurrent_dropout", 0),
        Seed = c.IntOrNull("seed"),
        Sequences = c.Flag("return_sequences", false),
        State = c.Flag("return_state", false),
        Backwards = c.Flag("go_backwards", false),
        Stateful = c.Flag("stateful", false),
        Unroll = c.Flag("unroll", false),
        Zero = c.Flag("zero_output_for_mask", false),
    });

    static void Write(ConvLSTM x, JsonObject c)
    {
        KerasRecurrentLayers.Sequence(x, c);
        var cell = x.Convolving;
        (c["filters"], c["kernel_size"], c["strides"], c["padding"]) = (cell.Units, KerasWindows.Json(cell.KernelSize), KerasWindows.Json(cell.Strides), cell.Padding.ToString());
        (c["data_format"], c["dilation_rate"]) = (KerasLayers.Formats[cell.DataFormat], KerasWindows.Json(cell.DilationRate));
        KerasRecurrentLayers.Common(cell, c);
        (c["recurrent_activation"], c["unit_forget_bias"], c["activity_regularizer"]) = (cell.RecurrentActivation.Name, cell.UnitForgetBias, KerasLayers.Json(x.OutputRegularizer));
    }

    sealed class Options
    {
        public required Extent? Strides { get; init; }

        public required DataFormat Format { get; init; }

        public required Extent? Dilation { get; init; }

        public required Activations.Activation? Activation { get; init; }

        public required Activations.Activation? Gate { get; init; }

        public required bool Bias { get; init; }

        public required Initializers.Initializer?[] First { get; init; }

        public required bool Forget { get; init; }

        public required Regularizers.Regularizer?[] Penalty { get; init; }

        public required Constraints.Constraint?[] Limit { get; init; }

        public required double Dropout { get; init; }

        public required double RecurrentDropout { get; init; }

        public required int? Seed { get; init; }

        public required bool Sequences { get; init; }

        public required bool State { get; init; }

        public required bool Backwards { get; init; }

        public required bool Stateful { get; init; }

        public required bool Unroll { get; init; }

        public required bool Zero { get; init; }
    }
}
