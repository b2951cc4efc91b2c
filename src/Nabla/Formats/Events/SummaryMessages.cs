using Google.Protobuf;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Message = Nabla.Formats.Protobuf.Summary;
using Value = Nabla.Formats.Protobuf.Summary.Types.Value;

namespace Nabla.Formats;

/// <summary>The messages that hold summaries, in both forms.</summary>
static class SummaryMessages
{
    /// <summary>Code of the plugin <c>audio</c> for WAV files.</summary>
    const int Wav = 11;

    public static Value Scalar(string tag, float value, SummaryForm form) => form == SummaryForm.TensorFlow1
        ? new() { Tag = tag, SimpleValue = value }
        : Plugin(tag, "scalars", Tensor.Constant(value));

    public static Value Histogram(string tag, Tensor values, SummaryForm form)
    {
        var numbers = values.Cast(ElementType.Float64).ToArray<double>();
        return form == SummaryForm.TensorFlow1 ? new() { Tag = tag, Histo = LoggedHistogram.Of(numbers).ToMessage() } : Plugin(tag, "histograms", EvenBuckets.Of(numbers));
    }

    /// <summary>TensorFlow 1 gives each image a value of its own, TensorFlow 2 puts them into one.</summary>
    public static IEnumerable<Value> Images(string tag, Tensor images, int maxOutputs, SummaryForm form, byte[]? badColor = null)
    {
        var pictures = form == SummaryForm.TensorFlow1 ? SummaryImages.Stretched(images, maxOutputs, badColor) : SummaryImages.Unit(images, maxOutputs);
        if (form == SummaryForm.TensorFlow2)
            return [Plugin(tag, "images", Bytes([Text(images.Shape[2]), Text(images.Shape[1]), .. pictures.Select(picture => Png.Encode(picture))], [pictures.Count + 2]))];
        return pictures.Select((picture, i) => new Value
        {
            Tag = Numbered(tag, "image", i, maxOutputs),
            Image = new() { Height = picture.Height, Width = picture.Width, Colorspace = picture.Channels, EncodedImageString = UnsafeByteOperations.UnsafeWrap(Png.Encode(picture)) },
        });
    }

    public static IEnumerable<Value> Audio(string tag, Tensor sounds, double sampleRate, int maxOutputs, SummaryForm form)
    {
        var waves = WaveFile.Encode(sounds, (float)sampleRate, maxOutputs);
        if (form == SummaryForm.TensorFlow2)
        {
            var value = Plugin(tag, "audio", Bytes([.. waves.SelectMany(wave => new[] { wave, [] })], [waves.Count, 2]));
            value.Metadata.PluginData.Content = ByteString.CopyFrom([2 << 3, Wav]);
            return [value];
        }
        return waves.Select((wave, i) => new Value
        {
            Tag = Numbered(tag, "audio", i, maxOutputs),
            Audio = new()
            {
                SampleRate = (float)sampleRate,
                NumChannels = sounds.Rank == 3 ? sounds.Shape[2] : 1,
                LengthFrames = sounds.Shape[1],
                EncodedAudioString = UnsafeByteOperations.UnsafeWrap(wave),
                ContentType = "audio/wav",
            },
        });
    }

    /// <summary>Texts are tensors in both forms.</summary>
    public static Value Text(string tag, Tensor texts) => Plugin(tag, "text", texts);

    public static Value Plain(string tag, Tensor tensor) => new() { Tag = tag, Tensor = Content(tensor) };

    public static byte[] ToBytes(params IEnumerable<Value> values) => new Message { Value = { values } }.ToByteArray();

    public static Message Parse(ReadOnlySpan<byte> bytes) => Messages.Parse(Message.Parser, bytes, "Summary", "", LoadLimits.Default);

    static Value Plugin(string tag, string plugin, Tensor tensor) => Plugin(tag, plugin, Content(tensor));

    static Value Plugin(string tag, string plugin, TensorProto tensor) =>
        new() { Tag = tag, Tensor = tensor, Metadata = new() { PluginData = new() { PluginName = plugin } } };

    /// <summary>The message of a tensor, its numbers always as bytes: so TensorFlow 2 writes them.</summary>
    static TensorProto Content(Tensor tensor) => tensor.ElementType == ElementType.String ? TensorProtos.ToProto(tensor)
        : new() { Dtype = DataTypes.Of(tensor.ElementType), TensorShape = TensorShapes.ToProto(tensor.Shape), TensorContent = UnsafeByteOperations.UnsafeWrap(TensorProtos.Bytes(tensor)) };

    static TensorProto Bytes(IEnumerable<byte[]> values, Shape shape) =>
        new() { Dtype = DataType.DtString, TensorShape = TensorShapes.ToProto(shape), StringVal = { values.Select(value => UnsafeByteOperations.UnsafeWrap(value)) } };

    static byte[] Text(long number) => System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{number}"));

    static string Numbered(string tag, string kind, int index, int maxOutputs) => maxOutputs > 1 ? $"{tag}/{kind}/{index}" : $"{tag}/{kind}";
}
