using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Value = Nabla.Formats.Protobuf.Summary.Types.Value;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Images, sounds and tensors that are logged, and sounds as WAV files.</summary>
static class MediaRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("ImageSummary", "string, T -> string", n => Summaries(SummaryMessages.Images(n.Text(0), n[1], n.Int("max_images", 3), SummaryForm.TensorFlow1, BadColor(n))));
        table.Add("AudioSummary", "string, float32 -> string", n => Summaries(SummaryMessages.Audio(n.Text(0), n[1], n.Attributes.Float("sample_rate"), n.Int("max_outputs", 3), SummaryForm.TensorFlow1)));
        table.Add("AudioSummaryV2", "string, float32, float32 -> string", n => Summaries(SummaryMessages.Audio(n.Text(0), n[1], n[2].ToScalar<float>(), n.Int("max_outputs", 3), SummaryForm.TensorFlow1)));
        table.Add("TensorSummaryV2", "string, T, string -> string", TensorSummary);
        table.Add("EncodeWav", "float32, int32 -> string", n => n[0].Rank == 2 ? Text(WaveFile.Encode(n[0].ExpandDims(0), n.Int(1), 1)[0]) : throw n.Bad($"a sound of shape {n[0].Shape}: [frames, channels] was expected"));
    }

    static byte[]? BadColor(ImportedCall n) => n.Attributes.Has("bad_color") ? n.Attributes.Tensor("bad_color", new DecodeBudget(n.Node.Name, n.Node.File.Limits)).ToArray<byte>() : null;

    static Tensor TensorSummary(ImportedCall n)
    {
        var value = SummaryMessages.Plain(n.Text(0), n[1]);
        value.Metadata = Messages.Parse(SummaryMetadata.Parser, ByteText.ToBytes(n.Text(2)), n.Node.Name, "serialized_summary_metadata", n.Node.File.Limits);
        return Summaries([value]);
    }

    static Tensor Summaries(IEnumerable<Value> values) => Text(SummaryMessages.ToBytes(values));

    static Tensor Text(byte[] bytes) => Tensor.Constant(ByteText.FromBytes(bytes));
}
