using Nabla.Layers;

namespace Nabla.Goldens.Layers;

/// <summary>Calls of layers that take more than inputs: attention with its masks and switches, embeddings that go back.</summary>
static class AttentionCalls
{
    /// <summary>The outputs of such a layer; null for another one.</summary>
    public static Tensors? On(Layer layer, LayerCall call) => layer switch
    {
        SequenceAttention attention when call.Inputs.Count is 2 or 3 && call.Masks is null or { Count: >= 2 } => Attend(attention, call),
        ProjectedAttention attention => Attend(attention, call),
        ReversibleEmbedding embedding => embedding.CallReverse(call.Inputs[0], call.Flag("reverse"), call.Only("reverse")),
        _ => null,
    };

    static Tensors Attend(SequenceAttention layer, LayerCall call)
    {
        var training = call.Only("mask", "use_causal_mask", "return_attention_scores");
        var (query, value, key, causal) = (call.Inputs[0], call.Inputs[1], call.Inputs.Count > 2 ? call.Inputs[2] : null, call.Flag("use_causal_mask"));
        if (!call.Flag("return_attention_scores")) return layer.Call(query, value, key, call.Masks?[0], call.Masks?[1], causal, training);
        var (y, scores) = layer.CallWithScores(query, value, key, call.Masks?[0], call.Masks?[1], causal, training);
        return Tensors.Create([y, scores]);
    }

    static Tensors Attend(ProjectedAttention layer, LayerCall call)
    {
        var training = call.Only("query_mask", "value_mask", "key_mask", "attention_mask", "use_causal_mask", "return_attention_scores");
        var (query, value, key, causal) = (call.Inputs[0], call.Inputs[1], call.Inputs.Count > 2 ? call.Inputs[2] : null, call.Flag("use_causal_mask"));
        var (queryMask, valueMask, keyMask, mask) = (call.Named("query_mask"), call.Named("value_mask"), call.Named("key_mask"), call.Named("attention_mask"));
        if (!call.Flag("return_attention_scores")) return layer.Call(query, value, key, queryMask, valueMask, keyMask, mask, causal, training);
        var (y, scores) = layer.CallWithScores(query, value, key, queryMask, valueMask, keyMask, mask, causal, training);
        return Tensors.Create([y, scores]);
    }
}
