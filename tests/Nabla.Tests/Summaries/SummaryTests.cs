using Nabla.Files;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Summaries;

public sealed class SummaryTests
{
    static byte[] Bytes(Tensor summary) => ByteText.ToBytes(summary.ToScalar<string>());

    static IReadOnlyList<LoggedValue> Values(Tensor summary) => [.. SummaryMessages.Parse(Bytes(summary)).Value.Select(value => new LoggedValue(value, "test", LoadLimits.Default))];

    // The bytes are those that TensorFlow's operations give for the same tensors.
    [Fact]
    public void ScalarsHaveTensorFlowsBytes() => Assert.Equal(Convert.FromBase64String("CgsKBGxvc3MVAACAPg=="), Bytes(Summary.Scalar("loss", Tensor.Constant(0.25f))));

    [Fact]
    public void HistogramsHaveTensorFlowsBytes() => Assert.Equal(
        Convert.FromBase64String("CqcBCgFoKqEBCQAAAAAAAADAEQAAAAAAAAhAGQAAAAAAABBAIQAAAAAAAABAKQAAAAAAACtAMjjgEfEMdE0BwNyUzS6Ndf+/+uVaJdMf3j+wMSXugJHgP2i8EDWaBwdADZzFoClVCUD////////vfzo4AAAAAAAAAAAAAAAAAADwPwAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAAA="),
        Bytes(Summary.Histogram("h", Tensor.Constant(new[] { 0.5f, -2, 3, 0.5f }))));

    [Fact]
    public void MergedSummariesHaveTensorFlowsBytes()
    {
        var x = Tensor.Constant(1.5f);
        Assert.Equal(Convert.FromBase64String("CggKAWEVAADAPwoICgFiFQAAQEA="), Bytes(Summary.Merge(Summary.Scalar("a", x), Summary.Scalar("b", x * 2))));
        Assert.Contains("the tag 'a'", Assert.Throws<ArgumentException>(() => Summary.Merge(Summary.Scalar("a", x), Summary.Scalar("a", x))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SoundsHaveTensorFlowsBytes()
    {
        float[] samples = [0.04248965159058571f, 0.14327861368656158f, 0.22573664784431458f, 0.3697863817214966f, 0.44754597544670105f, 0.50736403465271f, 0.6988857984542847f, 0.5758417248725891f, 0.6159459948539734f, 0.5584973096847534f,
            0.5334874987602234f, 0.3945920169353485f, 0.40118280053138733f, 0.3012043535709381f, 0.23595014214515686f, 0.11254218965768814f, -0.040929414331912994f, -0.0540836863219738f, -0.2910696566104889f, -0.34481531381607056f];
        var value = Values(Summary.Audio("sound", Tensor.Constant((Array)samples, [1, 20, 1]), 16000)).Single();
        Assert.Equal("sound/audio/0", value.Tag);
        Assert.Equal(Convert.FromBase64String("UklGRkwAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YSgAAABwBVcS5RxVL0k58UB1WbVJ1059R0lEgjJaM44mNB5oDsP6FPm+2t3T"), value.Audio!.Encoded.ToArray());
        Assert.Equal((16000f, 1L, 20L, "audio/wav"), (value.Audio.SampleRate, value.Audio.Channels, value.Audio.Frames, value.Audio.ContentType));
    }

    [Fact]
    public void EmptyAndEqualValuesHaveTensorFlowsHistograms()
    {
        var zeros = LoggedHistogram.Of([0, 0, 0, 0]);
        Assert.Equal([0.0, 1e-12, double.MaxValue], zeros.BucketLimits);
        Assert.Equal([0.0, 4, 0], zeros.Buckets);
        var nothing = LoggedHistogram.Of([]);
        Assert.Equal((double.MaxValue, -double.MaxValue, 0.0), (nothing.Min, nothing.Max, nothing.Count));
        Assert.Equal([double.MaxValue], nothing.BucketLimits);
        Assert.Equal([0.0], nothing.Buckets);
        Assert.Equal(2, LoggedHistogram.Of([double.MaxValue, -double.MaxValue]).Buckets.Sum());
        Assert.Contains("value 1 is no number", Assert.Throws<ArgumentException>(() => LoggedHistogram.Of([1, double.NaN])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImagesAreStretchedToBytesAnImageAtATime()
    {
        var x = Tensor.Constant((Array)new[] { 0f, 0.5f, 1, 2, -1, 0, 0.5f, float.NaN }, [2, 2, 2, 1]);
        var values = Values(Summary.Image("picture", x));
        Assert.Equal(["picture/image/0", "picture/image/1"], values.Select(value => value.Tag));
        Assert.Equal((2, 2, 1), (values[0].Image!.Height, values[0].Image!.Width, values[0].Image!.Channels));
        Assert.Equal([0, 63, 127, 255], Png.Decode(values[0].Image!.Encoded).Bytes);
        Assert.Equal([1, 128, 191, 255], Png.Decode(values[1].Image!.Encoded).Bytes);
        Assert.Equal(["picture/image"], Values(Summary.Image("picture", x, maxOutputs: 1)).Select(value => value.Tag));
        var bytes = Tensor.Constant((Array)new byte[] { 1, 2, 3, 4, 5, 6 }, [1, 1, 2, 3]);
        Assert.Equal([1, 2, 3, 4, 5, 6], Png.Decode(Values(Summary.Image("picture", bytes))[0].Image!.Encoded).Bytes);
        Assert.Equal([255, 0, 0], Png.Decode(Values(Summary.Image("picture", Tensor.Full([1, 1, 1, 3], float.NaN)))[0].Image!.Encoded).Bytes);
        Assert.Throws<ShapeException>(() => Summary.Image("picture", x[0]));
        Assert.Throws<ShapeException>(() => Summary.Image("picture", Tensor.Zeros([1, 2, 2, 2])));
    }

    [Fact]
    public void InAGraphTagsAreUniqueAndAllAreMerged()
    {
        using var graph = new Graph();
        Assert.Null(Summary.MergeAll());
        var x = Graph.Placeholder(ElementType.Float32, [3], "x");
        Assert.Equal("loss:0", Summary.Scalar("loss", x.Mean()).GraphName);
        using (new NameScope("layer"))
        {
            Summary.Scalar("loss", x.Sum());
        }
        Assert.Equal("loss_1:0", Summary.Scalar("loss", x.Max()).GraphName);
        Summary.Histogram("the values", x, collections: ["others"]);
        var merged = Summary.MergeAll()!;
        Assert.Equal("Merge/MergeSummary:0", merged.GraphName);
        using var session = new Session(graph);
        var values = Values(session.Run(merged, new Feeds { [x] = Tensor.Constant(new float[] { 1, 2, 6 }) }));
        Assert.Equal([("loss", 3f), ("layer/loss", 9), ("loss_1", 6)], values.Select(value => (value.Tag, value.SimpleValue)));
        var histogram = session.Run(Summary.MergeAll("others")!, new Feeds { [x] = Tensor.Constant(new float[] { 1, 2, 6 }) });
        Assert.Equal(("the_values", 3.0), (Values(histogram)[0].Tag, Values(histogram)[0].Histogram!.Count));
    }

    [Fact]
    public void SummariesOfAGraphThatWasWrittenAndReadGiveTheSameBytes()
    {
        Tensor expected;
        byte[] written;
        var x = Tensor.Constant(new float[] { 1, -2, 6, 0.5f });
        using (var graph = new Graph())
        {
            var fed = Graph.Placeholder(ElementType.Float32, [4], "x");
            Summary.Scalar("mean", fed.Mean());
            Summary.Histogram("values", fed);
            Summary.Image("picture", fed.Reshape([1, 2, 2, 1]), 1);
            Summary.Audio("sound", fed.Reshape([1, 4]), 8000);
            Summary.Text("words", Tensor.Constant(new[] { "one", "two" }));
            var merged = Summary.MergeAll()!;
            using var session = new Session(graph);
            expected = session.Run(merged, new Feeds { [fed] = x });
            written = graph.ToBytes();
        }
        var read = Graph.ReadFrom(written);
        using var again = new Session(read);
        Assert.Equal(Bytes(expected), Bytes(again.Run(read.GetTensorByName("Merge/MergeSummary:0"), new Feeds { [read.GetTensorByName("x:0")] = x })));
    }

    [Fact]
    public void VariablesAreSummariesToo()
    {
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Constant(4f));
        var merged = Summary.Merge(Summary.Scalar("weight", w), Summary.Scalar("constant", Tensor.Constant(2f)));
        using var session = new Session(graph);
        session.Run(Graph.GlobalVariablesInitializer());
        Assert.Equal([4f, 2], Values(session.Run(merged)).Select(value => value.SimpleValue));
    }

    [Fact]
    public void WhatIsNoSummaryIsRefused()
    {
        Assert.Throws<ShapeException>(() => Summary.Scalar("x", Tensor.Constant(new[] { 1f })));
        Assert.Throws<ElementTypeException>(() => Summary.Scalar("x", Tensor.Constant("1")));
        Assert.Throws<ElementTypeException>(() => Summary.Histogram("x", Tensor.Constant("1")));
        Assert.Throws<ElementTypeException>(() => Summary.Text("x", Tensor.Constant(1)));
        Assert.Throws<ArgumentException>(() => Summary.Scalar("", Tensor.Constant(1f)));
        Assert.Throws<InvalidOperationException>(() => Summary.MergeAll());
        Assert.Throws<ModelFormatException>(() => Summary.Merge(Tensor.Constant("no summary")));
    }
}
