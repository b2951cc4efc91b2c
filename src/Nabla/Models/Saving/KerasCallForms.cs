using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>How the call of a kind of layer stands in Keras's files.</summary>
/// <param name="Names">The arguments in the order in which Keras's call takes them.</param>
/// <param name="Read">From a file's arguments to a call.</param>
/// <param name="Write">From a call to a file's arguments.</param>
sealed record KerasCallForm(IReadOnlyList<string> Names, Func<KerasCall, CallArguments> Read, Action<CallArguments, KerasCallWriter> Write);

/// <summary>The forms of calls by layer: a closed table. Layers that are not in it take one input or a list of inputs, and may be given masks.</summary>
static class KerasCallForms
{
    static readonly KerasCallForm Plain = new(["inputs", "training", "mask"], ReadPlain, (call, writer) => WritePlain(call, writer, asksForMask: false));

    /// <summary>Layers whose call asks for a mask: Keras says so where there is none, too.</summary>
    static readonly KerasCallForm Masked = Plain with { Write = (call, writer) => WritePlain(call, writer, asksForMask: true) };

    /// <summary>Recurrent layers, whose first states are a list of their own.</summary>
    static readonly KerasCallForm Recurrent = new(["sequences", "initial_state", "mask", "training"], ReadRecurrent, WriteRecurrent);

    static readonly Dictionary<Type, KerasCallForm> Forms = new()
    {
        [typeof(Sequential)] = Masked,
        [typeof(Functional)] = Masked,
        [typeof(BatchNormalization)] = Masked,
        [typeof(Bidirectional)] = Recurrent,
        [typeof(Attention)] = KerasAttentionCalls.Sequence,
        [typeof(AdditiveAttention)] = KerasAttentionCalls.Sequence,
        [typeof(MultiHeadAttention)] = KerasAttentionCalls.Projected,
        [typeof(GroupQueryAttention)] = KerasAttentionCalls.Projected,
        [typeof(ReversibleEmbedding)] = KerasAttentionCalls.Reversible,
    };

    internal static KerasCallForm Of(Layer layer) => layer is RNN ? Recurrent : Forms.GetValueOrDefault(layer.GetType(), Plain);

    static CallArguments ReadPlain(KerasCall call) => new() { Tensors = call.List("inputs"), Masks = call.List("mask"), Training = call.Flag("training") };

    static void WritePlain(CallArguments call, KerasCallWriter writer, bool asksForMask)
    {
        if (call.Tensors is [var only])
        {
            writer.Argument(only);
        }
        else
        {
            writer.Argument(call.Tensors);
        }

        writer.Named("training", call.Training);
        if (call.Masks is [var mask])
        {
            writer.Named("mask", mask);
        }
        else if (call.Masks.Count > 0)
        {
            writer.Named("mask", call.Masks);
        }
        else if (asksForMask)
        {
            writer.Nothing("mask");
        }
    }

    static CallArguments ReadRecurrent(KerasCall call) => new() { Tensors = [.. call.List("sequences"), .. call.List("initial_state")], Masks = call.List("mask"), Training = call.Flag("training") };

    static void WriteRecurrent(CallArguments call, KerasCallWriter writer)
    {
        writer.Argument(call.Tensors[0]);
        if (call.Tensors.Count > 1)
        {
            writer.Named("initial_state", call.Tensors.Skip(1));
        }

        writer.Named("training", call.Training);
        if (call.Masks is [{ } mask, ..])
        {
            writer.Named("mask", mask);
        }
        else
        {
            writer.Nothing("mask");
        }
    }
}
