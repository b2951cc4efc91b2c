using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Operations;

/// <summary>An operation that gives the bytes of summaries, as a scalar of text (see <see cref="ByteText"/>).</summary>
public abstract record SummaryOp : SingleOp
{
    /// <inheritdoc/>
    public sealed override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ElementType.String, Shape.Scalar);

    /// <inheritdoc/>
    public sealed override void Run(RunContext context)
    {
        // Made first: a refused value leaves no output behind.
        var bytes = Bytes(context);
        ((TextStorage)context.Output(0, Shape.Scalar).Storage).Values[0] = ByteText.FromBytes(bytes);
    }

    /// <inheritdoc/>
    protected sealed override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => new Tensor?[x.Length];

    private protected abstract byte[] Bytes(RunContext context);
}

/// <summary>The summary of a number.</summary>
/// <param name="Tag">The name under which the values of all steps belong together.</param>
public sealed record ScalarSummary(string Tag) : SummaryOp
{
    private protected override byte[] Bytes(RunContext context)
    {
        var x = context[0];
        if (x.Rank != 0) throw new ShapeException($"Summary.Scalar: '{Tag}' of shape {x.Shape}: it must be a scalar. Reduce it (Mean, Sum), or take a histogram.");
        if (x.ElementType.IsComplex || x.ElementType == ElementType.String) throw new ElementTypeException($"Summary.Scalar: '{Tag}' is {x.ElementType.Name}: it must be a real number.");
        return SummaryMessages.ToBytes(SummaryMessages.Scalar(Tag, (float)x, SummaryForm.TensorFlow1));
    }
}

/// <summary>The summary of how many values lie in which range; the ranges grow by a tenth each, from 10⁻¹² to both sides.</summary>
/// <param name="Tag">The name under which the values of all steps belong together.</param>
public sealed record HistogramSummary(string Tag) : SummaryOp
{
    private protected override byte[] Bytes(RunContext context)
    {
        var x = context[0];
        if (x.ElementType.IsComplex || x.ElementType == ElementType.String) throw new ElementTypeException($"Summary.Histogram: '{Tag}' is {x.ElementType.Name}: its values must be real numbers.");
        return SummaryMessages.ToBytes(SummaryMessages.Histogram(Tag, x, SummaryForm.TensorFlow1));
    }
}

/// <summary>The summary of images, as PNG files.</summary>
/// <param name="Tag">The name; image i has the tag <c>Tag/image/i</c>.</param>
/// <param name="MaxOutputs">How many images of a batch are taken.</param>
public sealed record ImageSummary(string Tag, int MaxOutputs) : SummaryOp
{
    private protected override byte[] Bytes(RunContext context) => SummaryMessages.ToBytes(SummaryMessages.Images(Tag, context[0], MaxOutputs, SummaryForm.TensorFlow1));
}

/// <summary>The summary of sounds, as WAV files.</summary>
/// <param name="Tag">The name; sound i has the tag <c>Tag/audio/i</c>.</param>
/// <param name="SampleRate">Samples of a channel in one second.</param>
/// <param name="MaxOutputs">How many sounds of a batch are taken.</param>
public sealed record AudioSummary(string Tag, double SampleRate, int MaxOutputs) : SummaryOp
{
    private protected override byte[] Bytes(RunContext context) => SummaryMessages.ToBytes(SummaryMessages.Audio(Tag, context[0], SampleRate, MaxOutputs, SummaryForm.TensorFlow1));
}

/// <summary>The summary of texts, which are shown as Markdown.</summary>
/// <param name="Tag">The name under which the values of all steps belong together.</param>
public sealed record TextSummary(string Tag) : SummaryOp
{
    private protected override byte[] Bytes(RunContext context) => context[0].ElementType == ElementType.String
        ? SummaryMessages.ToBytes(SummaryMessages.Text(Tag, context[0]))
        : throw new ElementTypeException($"Summary.Text: '{Tag}' is {context[0].ElementType.Name}: it must be text.");
}

/// <summary>Summaries joined into one.</summary>
public sealed record MergeSummary : SummaryOp
{
    private protected override byte[] Bytes(RunContext context)
    {
        var merged = new Formats.Protobuf.Summary();
        var tags = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < context.Count; i++)
        {
            foreach (var text in context[i].ToArray<string>())
            {
                foreach (var value in SummaryMessages.Parse(ByteText.ToBytes(text)).Value)
                {
                    if (!tags.Add(value.Tag)) throw new ArgumentException($"Summary.Merge: two summaries have the tag '{value.Tag}': one would hide the other. Give them different names.");
                    merged.Value.Add(value);
                }
            }
        }
        return SummaryMessages.ToBytes(merged.Value);
    }
}
