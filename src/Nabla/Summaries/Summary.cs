using System.Text.RegularExpressions;
using Nabla.Formats;
using Nabla.Operations;

namespace Nabla;

/// <summary>What is to be seen of a run: numbers, histograms, images, sounds and texts, as the bytes that a <see cref="FileWriter"/> takes.</summary>
/// <remarks>
/// <para>Each gives a scalar of text that holds the bytes. In an open <see cref="Graph"/> it is a node that is run with the step, under a name that is unique there and is the tag too, and lies in the
/// collection <see cref="CollectionKeys.Summaries"/> for <see cref="MergeAll"/>.</para>
/// <para>The form is TensorFlow 1's; the members of <see cref="FileWriter"/> that take values also write TensorFlow 2's.</para>
/// </remarks>
public static partial class Summary
{
    /// <summary>A number.</summary>
    /// <param name="name">The tag; characters other than letters, digits, <c>_ - . /</c> become <c>_</c>.</param>
    /// <param name="x">A scalar.</param>
    /// <param name="collections">The collections of the graph that it joins; <see cref="CollectionKeys.Summaries"/> by default.</param>
    public static Tensor Scalar(string name, Tensor x, IReadOnlyList<string>? collections = null) => Record(name, tag => new ScalarSummary(tag), x, collections);

    /// <summary>How many values lie in which range.</summary>
    /// <param name="name">The tag; characters other than letters, digits, <c>_ - . /</c> become <c>_</c>.</param>
    /// <param name="x">The values, of any shape.</param>
    /// <param name="collections">The collections of the graph that it joins; <see cref="CollectionKeys.Summaries"/> by default.</param>
    public static Tensor Histogram(string name, Tensor x, IReadOnlyList<string>? collections = null) => Record(name, tag => new HistogramSummary(tag), x, collections);

    /// <summary>Images, as PNG files.</summary>
    /// <param name="name">The tag; characters other than letters, digits, <c>_ - . /</c> become <c>_</c>.</param>
    /// <param name="x">[images, height, width, channels] with 1, 3 or 4 channels. Bytes stay as they are; other numbers are stretched to the range of bytes, an image at a time.</param>
    /// <param name="maxOutputs">How many images are taken.</param>
    /// <param name="collections">The collections of the graph that it joins; <see cref="CollectionKeys.Summaries"/> by default.</param>
    public static Tensor Image(string name, Tensor x, int maxOutputs = 3, IReadOnlyList<string>? collections = null) => Record(name, tag => new ImageSummary(tag, maxOutputs), x, collections);

    /// <summary>Sounds, as WAV files.</summary>
    /// <param name="name">The tag; characters other than letters, digits, <c>_ - . /</c> become <c>_</c>.</param>
    /// <param name="x">[sounds, frames] or [sounds, frames, channels], −1 to 1.</param>
    /// <param name="sampleRate">Samples of a channel in one second.</param>
    /// <param name="maxOutputs">How many sounds are taken.</param>
    /// <param name="collections">The collections of the graph that it joins; <see cref="CollectionKeys.Summaries"/> by default.</param>
    public static Tensor Audio(string name, Tensor x, double sampleRate, int maxOutputs = 3, IReadOnlyList<string>? collections = null) =>
        Record(name, tag => new AudioSummary(tag, sampleRate, maxOutputs), x, collections);

    /// <summary>Texts, shown as Markdown; a matrix is shown as a table.</summary>
    /// <param name="name">The tag; characters other than letters, digits, <c>_ - . /</c> become <c>_</c>.</param>
    /// <param name="x">A tensor of text.</param>
    /// <param name="collections">The collections of the graph that it joins; <see cref="CollectionKeys.Summaries"/> by default.</param>
    public static Tensor Text(string name, Tensor x, IReadOnlyList<string>? collections = null) => Record(name, tag => new TextSummary(tag), x, collections);

    /// <summary>Several summaries as one.</summary>
    /// <exception cref="ArgumentException">Two values have one tag.</exception>
    public static Tensor Merge(params IReadOnlyList<Tensor> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        var merged = Engine.Current.RunOne(new MergeSummary(), [.. summaries]);
        return Graph.Current is not null && merged is GraphTensor ? merged.Named("Merge/MergeSummary") : merged;
    }

    /// <summary>All summaries of the open graph as one; null where there are none.</summary>
    /// <param name="key">The collection that holds them.</param>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    public static Tensor? MergeAll(string key = CollectionKeys.Summaries)
    {
        var summaries = Graph.Required("Summary.MergeAll").GetCollection<Tensor>(key);
        return summaries.Count == 0 ? null : Merge(summaries);
    }

    static Tensor Record(string name, Func<string, SummaryOp> op, Tensor x, IReadOnlyList<string>? collections)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(x);
        var tag = Forbidden.Replace(name, "_").TrimStart('/');
        if (Graph.Current is not { } graph || Engine.Current != graph.Recording) return Engine.Current.RunOne(op(tag), x);
        tag = graph.UniqueName(graph.Scope + tag);
        var input = x switch { Variable variable => graph.Recording.Read(variable), GraphTensor => graph.Recording.Adopt(x), _ => graph.Recording.Adopt(x.Resolve()) };
        graph.Recording.NextName = tag;
        var summary = graph.Recording.Add(op(tag), [input]).Outputs[0];
        foreach (var collection in collections ?? [CollectionKeys.Summaries]) graph.AddToCollection(collection, summary);
        return summary;
    }

    [GeneratedRegex(@"[^-/\w.]", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden { get; }
}
