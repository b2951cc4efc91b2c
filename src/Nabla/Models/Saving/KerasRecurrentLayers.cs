using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Recurrent layers and their cells as Keras serialises them.</summary>
static class KerasRecurrentLayers
{
    static readonly KerasWords<MergeMode> Merges = new(("concat", MergeMode.Concatenate), ("sum", MergeMode.Sum), ("mul", MergeMode.Multiply), ("ave", MergeMode.Average));

    internal static KerasTable<Layer> AddRecurrentLayers(this KerasTable<Layer> table) => table
        .Row("SimpleRNNCell", SimpleCell, Write)
        .Row("LSTMCell", LstmCell, Write)
        .Row("GRUCell", GruCell, Write)
        .Row("StackedRNNCells", c => new StackedRNNCells([.. c.Objects("cells").Select(Cell)], KerasLayers.Name(c)), (x, c) => c["cells"] = new JsonArray([.. x.Cells.Select(KerasLayers.Write)]))
        .Row("RNN", Rnn, (x, c) =>
        {
            Sequence(x, c);
            c["cell"] = KerasLayers.Write(x.Cell);
        })
        .Row("SimpleRNN", SimpleRnn, (x, c) => WriteLayer(x, x.Cell, c, Write))
        .Row("LSTM", Lstm, (x, c) => WriteLayer(x, x.Cell, c, Write))
        .Row("GRU", Gru, (x, c) => WriteLayer(x, x.Cell, c, Write))
        .Row("Bidirectional", Both, (x, c) =>
        {
            c["merge_mode"] = x.MergeMode == MergeMode.None ? null : Merges[x.MergeMode];
            (c["layer"], c["backward_layer"]) = (KerasLayers.Write(x.ForwardLayer), KerasLayers.Write(x.BackwardLayer));
        })
        .Row("TimeDistributed", c => new TimeDistributed(Inner(c, "layer"), KerasLayers.Name(c)), (x, c) => c["layer"] = KerasLayers.Write(x.Layer));

    internal static void Sequence(RNN x, JsonObject c)
    {
        (c["return_sequences"], c["return_state"], c["go_backwards"]) = (x.ReturnSequences, x.ReturnState, x.GoBackwards);
        (c["stateful"], c["unroll"], c["zero_output_for_mask"]) = (x.Stateful, x.Unroll, x.ZeroOutputForMask);
    }

    internal static Activations.Activation? Activation(KerasConfig c, string name) => c.IsNull(name) ? "linear" : KerasLayers.Activation(c, name);

    static RecurrentCell Cell(KerasObject description) => KerasLayers.Read(description) as RecurrentCell
        ?? throw description.Config.Refused($"{description.ClassName} is no cell of a recurrent layer");

    static RNN Rnn(KerasConfig c)
    {
        // A list of cells is written as StackedRNNCells, but older files hold the list itself.
        var cell = c.IsObject("cell") ? Cell(c.ObjectOrNull("cell")!) : new StackedRNNCells([.. c.Objects("cell").Select(Cell)]);
        return new(cell, c.Flag("return_sequences", false), c.Flag("return_state", false), c.Flag("go_backwards", false), c.Flag("stateful", false), c.Flag("unroll", false),
            c.Flag("zero_output_for_mask", false), KerasLayers.Name(c));
    }

    static Layer Inner(KerasConfig c, string name) => KerasLayers.Read(c.ObjectOrNull(name) ?? throw c.Wrong(name, "a serialised layer"));

    static Bidirectional Both(KerasConfig c)
    {
        var mode = c.IsNull("merge_mode") ? MergeMode.None : Merges.Read(c, "merge_mode", MergeMode.Concatenate);
        var backward = c.Has("backward_layer") ? Inner(c, "backward_layer") : null;
        return new(Sequence(Inner(c, "layer")), mode, backward is null ? null : Sequence(backward), KerasLayers.Name(c));

        RNN Sequence(Layer layer) => layer as RNN ?? throw c.Refused($"{layer.GetType().Name} is no recurrent layer");
    }

    static SimpleRNNCell SimpleCell(KerasConfig c) => new(
        c.Int("units"), Activation(c, "activation"), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "recurrent_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "recurrent_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "recurrent_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.Double("dropout", 0), c.Double("recurrent_dropout", 0), c.IntOrNull("seed"), KerasLayers.Name(c));

    static LSTMCell LstmCell(KerasConfig c) => new(
        c.Int("units"), Activation(c, "activation"), Activation(c, "recurrent_activation"), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "recurrent_initializer"), KerasLayers.Initializer(c, "bias_initializer"), c.Flag("unit_forget_bias", true),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "recurrent_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "recurrent_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.Double("dropout", 0), c.Double("recurrent_dropout", 0), c.IntOrNull("seed"), KerasLayers.Name(c));

    static GRUCell GruCell(KerasConfig c) => new(
        c.Int("units"), Activation(c, "activation"), Activation(c, "recurrent_activation"), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "recurrent_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "recurrent_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "recurrent_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.Double("dropout", 0), c.Double("recurrent_dropout", 0), c.Flag("reset_after", true), c.IntOrNull("seed"), KerasLayers.Name(c));

    static SimpleRNN SimpleRnn(KerasConfig c) => new(
        c.Int("units"), Activation(c, "activation"), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "recurrent_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "recurrent_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "recurrent_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.Double("dropout", 0), c.Double("recurrent_dropout", 0), c.IntOrNull("seed"), c.Flag("return_sequences", false), c.Flag("return_state", false), c.Flag("go_backwards", false),
        c.Flag("stateful", false), c.Flag("unroll", false), c.Flag("zero_output_for_mask", false), KerasLayers.Name(c));

    static LSTM Lstm(KerasConfig c) => new(
        c.Int("units"), Activation(c, "activation"), Activation(c, "recurrent_activation"), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "recurrent_initializer"), KerasLayers.Initializer(c, "bias_initializer"), c.Flag("unit_forget_bias", true),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "recurrent_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "recurrent_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.Double("dropout", 0), c.Double("recurrent_dropout", 0), c.IntOrNull("seed"), c.Flag("return_sequences", false), c.Flag("return_state", false), c.Flag("go_backwards", false),
        c.Flag("stateful", false), c.Flag("unroll", false), c.Flag("zero_output_for_mask", false), KerasLayers.Name(c));

    static GRU Gru(KerasConfig c) => new(
        c.Int("units"), Activation(c, "activation"), Activation(c, "recurrent_activation"), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "recurrent_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "recurrent_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "recurrent_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.Double("dropout", 0), c.Double("recurrent_dropout", 0), c.IntOrNull("seed"), c.Flag("return_sequences", false), c.Flag("return_state", false), c.Flag("go_backwards", false),
        c.Flag("stateful", false), c.Flag("unroll", false), c.Flag("reset_after", true), c.Flag("zero_output_for_mask", false), KerasLayers.Name(c));

    static void WriteLayer<T>(RNN x, T cell, JsonObject c, Action<T, JsonObject> write)
    {
        Sequence(x, c);
        write(cell, c);
        c["activity_regularizer"] = KerasLayers.Json(x.OutputRegularizer);
    }

    static void Write(SimpleRNNCell x, JsonObject c) => Weighted(x, c);

    static void Write(LSTMCell x, JsonObject c)
    {
        Weighted(x, c);
        (c["recurrent_activation"], c["unit_forget_bias"]) = (x.RecurrentActivation.Name, x.UnitForgetBias);
    }

    static void Write(GRUCell x, JsonObject c)
    {
        Weighted(x, c);
        (c["recurrent_activation"], c["reset_after"]) = (x.RecurrentActivation.Name, x.ResetAfter);
    }

    static void Weighted(WeightedCell x, JsonObject c)
    {
        c["units"] = x.Units;
        Common(x, c);
    }

    internal static void Common(WeightedCell x, JsonObject c)
    {
        (c["activation"], c["use_bias"]) = (x.Activation.Name, x.UseBias);
        (c["kernel_initializer"], c["recurrent_initializer"], c["bias_initializer"]) = (KerasLayers.Json(x.KernelInitializer), KerasLayers.Json(x.RecurrentInitializer), KerasLayers.Json(x.BiasInitializer));
        (c["kernel_regularizer"], c["recurrent_regularizer"], c["bias_regularizer"]) = (KerasLayers.Json(x.KernelRegularizer), KerasLayers.Json(x.RecurrentRegularizer), KerasLayers.Json(x.BiasRegularizer));
        (c["kernel_constraint"], c["recurrent_constraint"], c["bias_constraint"]) = (KerasLayers.Json(x.KernelConstraint), KerasLayers.Json(x.RecurrentConstraint), KerasLayers.Json(x.BiasConstraint));
        (c["dropout"], c["recurrent_dropout"], c["seed"]) = (x.Dropout, x.RecurrentDropout, x.Seed);
    }
}
