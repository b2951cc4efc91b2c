using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Calls of attention layers, and of embeddings that go back, as they stand in Keras's files.</summary>
static class KerasAttentionCalls
{
    /// <summary>One list of query, value and perhaps key.</summary>
    internal static KerasCallForm Sequence { get; } = new(
        ["inputs", "mask", "training", "return_attention_scores", "use_causal_mask"],
        call => new() { Tensors = call.List("inputs"), Masks = call.List("mask"), Training = call.Flag("training"), Options = Options(call) },
        (call, writer) =>
        {
            writer.Argument(call.Tensors);
            if (call.Masks.Count > 0)
            {
                writer.Named("mask", call.Masks.Take(2));
            }

            Write(call, writer);
        });

    /// <summary>Query, value and perhaps key one by one, each with its mask.</summary>
    internal static KerasCallForm Projected { get; } = new(
        ["query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask", "return_attention_scores", "training", "use_causal_mask"],
        call => ProjectedAttention.Pack(call.Needed("query"), call.Needed("value"), call.Tensor("key"), call.Tensor("query_mask"), call.Tensor("value_mask"), call.Tensor("key_mask"), call.Tensor("attention_mask"),
            Options(call), call.Flag("training")),
        (call, writer) =>
        {
            writer.Argument(call.Tensors[0]);
            writer.Argument(call.Tensors[1]);
            if (call.Tensors.Count > 2 && !ReferenceEquals(call.Tensors[1], call.Tensors[2]))
            {
                writer.Named("key", call.Tensors[2]);
            }

            string[] names = ["query_mask", "value_mask", "key_mask"];
            for (int i = 0; i < Math.Min(names.Length, call.Masks.Count); i++)
            {
                writer.Named(names[i], call.Masks[i]);
            }

            writer.Named("attention_mask", call.Tensors.Count > 3 ? call.Tensors[3] : null);
            Write(call, writer);
        });

    /// <summary>One input, there or back.</summary>
    internal static KerasCallForm Reversible { get; } = new(
        ["inputs", "reverse", "training"],
        call => new() { Tensors = [call.Needed("inputs")], Options = call.Flag("reverse") is { } reverse ? new ReverseCall(reverse) : null, Training = call.Flag("training") },
        (call, writer) =>
        {
            writer.Argument(call.Tensors[0]);
            writer.Named("reverse", (call.Options as ReverseCall)?.Reverse);
            writer.Named("training", call.Training);
        });

    static AttentionCall Options(KerasCall call) => new(call.Flag("use_causal_mask") ?? false, call.Flag("return_attention_scores") ?? false);

    static void Write(CallArguments call, KerasCallWriter writer)
    {
        var options = call.Options as AttentionCall ?? new();
        writer.Named("return_attention_scores", options.ReturnAttentionScores ? true : null);
        writer.Named("training", call.Training);
        writer.Named("use_causal_mask", options.UseCausalMask ? true : null);
    }
}
