using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats;

/// <summary>In which form a summary holds its value.</summary>
public enum LoggedKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>A number: <see cref="LoggedValue.SimpleValue"/>.</summary>
    SimpleValue,

    /// <summary>A histogram: <see cref="LoggedValue.Histogram"/>.</summary>
    Histogram,

    /// <summary>An encoded image: <see cref="LoggedValue.Image"/>.</summary>
    Image,

    /// <summary>An encoded sound: <see cref="LoggedValue.Audio"/>.</summary>
    Audio,

    /// <summary>A tensor, whose meaning a plugin's name tells: <see cref="LoggedValue.Tensor"/>.</summary>
    Tensor,

    /// <summary>A histogram in a form that was given up before TensorFlow 1.0.</summary>
    ObsoleteHistogram,
}

/// <summary>An encoded image.</summary>
/// <param name="Height">Number of rows.</param>
/// <param name="Width">Number of columns.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.</param>
/// <param name="Encoded">The file, mostly a PNG.</param>
public sealed record LoggedImage(int Height, int Width, int Channels, ReadOnlyMemory<byte> Encoded);

/// <summary>An encoded sound.</summary>
/// <param name="SampleRate">Samples of a channel in one second.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="Frames">Number of samples of a channel.</param>
/// <param name="Encoded">The file.</param>
/// <param name="ContentType">What the file is, mostly <c>audio/wav</c>.</param>
public sealed record LoggedAudio(float SampleRate, long Channels, long Frames, ReadOnlyMemory<byte> Encoded, string ContentType);

/// <summary>One value of a summary.</summary>
public sealed class LoggedValue
{
    readonly Protobuf.Summary.Types.Value message;
    readonly string file;
    readonly LoadLimits limits;

    internal LoggedValue(Protobuf.Summary.Types.Value message, string file, LoadLimits limits) => (this.message, this.file, this.limits) = (message, file, limits);

    /// <summary>The name under which values of several steps belong together.</summary>
    public string Tag => message.Tag.Length > 0 ? message.Tag : message.NodeName;

    /// <summary>In which form the value is held.</summary>
    public LoggedKind Kind => message.ValueCase switch
    {
        Protobuf.Summary.Types.Value.ValueOneofCase.SimpleValue => LoggedKind.SimpleValue,
        Protobuf.Summary.Types.Value.ValueOneofCase.Histo => LoggedKind.Histogram,
        Protobuf.Summary.Types.Value.ValueOneofCase.Image => LoggedKind.Image,
        Protobuf.Summary.Types.Value.ValueOneofCase.Audio => LoggedKind.Audio,
        Protobuf.Summary.Types.Value.ValueOneofCase.Tensor => LoggedKind.Tensor,
        Protobuf.Summary.Types.Value.ValueOneofCase.ObsoleteOldStyleHistogram => LoggedKind.ObsoleteHistogram,
        _ => LoggedKind.None,
    };

    /// <summary>The number; 0 in other forms.</summary>
    public float SimpleValue => message.SimpleValue;

    /// <summary>The histogram; null in other forms.</summary>
    public LoggedHistogram? Histogram => message.Histo is { } histogram ? LoggedHistogram.Of(histogram) : null;

    /// <summary>The image; null in other forms.</summary>
    public LoggedImage? Image => message.Image is { } image ? new(image.Height, image.Width, image.Colorspace, image.EncodedImageString.Memory) : null;

    /// <summary>The sound; null in other forms.</summary>
    public LoggedAudio? Audio => message.Audio is { } audio ? new(audio.SampleRate, audio.NumChannels, audio.LengthFrames, audio.EncodedAudioString.Memory, audio.ContentType) : null;

    /// <summary>The tensor, decoded at each call; null in other forms. Byte strings are text (see <see cref="ByteText"/>).</summary>
    /// <exception cref="ModelFormatException">It cannot be decoded.</exception>
    public Tensor? Tensor => message.Tensor is { } tensor ? TensorProtos.ToTensor(tensor, $"the summary {ContainedFile.Shown(Tag)}", new DecodeBudget(file, limits)) : null;

    /// <summary>Whether anything is said of the meaning; later values of a tag may rely on the first.</summary>
    public bool HasMetadata => message.Metadata is not null;

    /// <summary>The plugin that the value is for: <c>scalars</c>, <c>histograms</c>, <c>images</c>, <c>text</c>, …; empty where none is named.</summary>
    public string PluginName => message.Metadata?.PluginData?.PluginName ?? "";

    /// <summary>What the plugin itself says of the value.</summary>
    public ReadOnlyMemory<byte> PluginContent => message.Metadata?.PluginData?.Content.Memory ?? default;

    /// <summary>The name to show instead of the tag; empty where there is none.</summary>
    public string DisplayName => message.Metadata?.DisplayName ?? "";

    /// <summary>What the value is, in words; empty where nothing is said.</summary>
    public string Description => message.Metadata?.SummaryDescription ?? "";
}
