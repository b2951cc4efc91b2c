using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes summaries; their tags are constants beside them, as TensorFlow's functions make them.</summary>
static class SummaryWriters
{
    public static bool Write(NodeWriter w) => w.Op switch
    {
        ScalarSummary s => w.Give("ScalarSummary", [w.Constant("tags", Tensor.Constant(s.Tag)), w[0]], w.T),
        HistogramSummary s => w.Give("HistogramSummary", [w.Constant("tag", Tensor.Constant(s.Tag)), w[0]], w.T),
        ImageSummary s => w.Give("ImageSummary", [w.Constant("tag", Tensor.Constant(s.Tag)), w[0]], w.T, ("max_images", AttrValues.Of((long)s.MaxOutputs)), ("bad_color", AttrValues.Of(Tensor.Constant(new byte[] { 255, 0, 0, 255 })))),
        AudioSummary s => w.Give("AudioSummaryV2", [w.Constant("tag", Tensor.Constant(s.Tag)), w[0], w.Constant("sample_rate", Tensor.Constant((float)s.SampleRate))], ("max_outputs", AttrValues.Of((long)s.MaxOutputs))),
        TextSummary s => w.Give("TensorSummaryV2", [w.Constant("tag", Tensor.Constant(s.Tag)), w[0], w.Constant("serialized_summary_metadata", Tensor.Constant("\n\u0006\n\u0004text"))], w.T),
        MergeSummary => w.Give("MergeSummary", ("N", AttrValues.Of((long)w.Count))),
        _ => false,
    };
}
