namespace Nabla.Goldens.Ops;

/// <summary>Losses and decoders of sequences whose alignment is unknown.</summary>
static class CtcRows
{
    public static void Add(OpTable table)
    {
        table["ctc_loss(target, output, target_length, output_length, mask_index=0)"] = call =>
            Tensor.CtcLoss(call.Tensor("target"), call.Tensor("output"), call.Tensor("target_length"), call.Tensor("output_length"), call.Int("mask_index"));
        table["ctc_decode(inputs, sequence_lengths, strategy='greedy', beam_width=100, top_paths=1, merge_repeated=True, mask_index=0)"] = Decode;
    }

    static object Decode(Call call)
    {
        var (inputs, lengths) = (call.Tensor("inputs"), call.Tensor("sequence_lengths"));
        return call.Text("strategy") switch
        {
            "greedy" => inputs.CtcDecodeGreedy(lengths, call.Flag("merge_repeated"), call.Int("mask_index")),
            "beam_search" => inputs.CtcDecodeBeam(lengths, call.Int("beam_width"), call.Int("top_paths"), call.Int("mask_index")),
            var other => throw new ArgumentException($"there is no strategy '{other}': Nabla has a function for each"),
        };
    }
}
