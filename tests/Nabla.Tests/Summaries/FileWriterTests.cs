using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Summaries;

public sealed class FileWriterTests
{
    static List<LoggedEvent> Read(FileWriter writer) => [.. EventFileReader.Read(writer.Path)];

    [Theory]
    [InlineData(SummaryForm.TensorFlow1)]
    [InlineData(SummaryForm.TensorFlow2)]
    public void WhatIsAddedIsReadAgain(SummaryForm form)
    {
        using var folder = new TemporaryFolder();
        using (var writer = new FileWriter(folder.Path, form: form, timeProvider: new ScriptedTime(1_700_000_000.75)))
        {
            writer.AddScalar("loss", 0.5, 1);
            writer.AddScalar("loss", 0.25, 2);
            writer.AddHistogram("weights", Tensor.Constant(new[] { 1f, 2, 2, 4 }), 1);
            writer.AddImage("digits", Tensor.Constant((Array)new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, [2, 2, 2, 1]), 1);
            writer.AddAudio("beep", Tensor.Constant((Array)new[] { 0f, 0.5f }, [1, 2]), 8000, 1);
            writer.AddText("notes", "**hello** ёж", 1);
            writer.AddTensor("raw", Tensor.Constant(new[] { 3, 4 }), 1);
            writer.AddGraph([1, 2, 3]);
            writer.AddMetaGraph([4, 5]);
            writer.AddRunMetadata([6], "step1", 1);
        }
        using var run = new EventAccumulator(folder.Path);
        run.Reload();
        Assert.Empty(run.Problems);
        Assert.Equal([new(1_700_000_000.75, 1, 0.5), new(1_700_000_000.75, 2, 0.25)], run.Scalars("loss"));
        Assert.Equal(["loss"], run.ScalarTags);
        var histogram = run.Histograms("weights").Single().Value;
        Assert.Equal((1.0, 4.0, 4.0, 4.0), (histogram.Min, histogram.Max, histogram.Count, histogram.Buckets.Sum()));
        var images = run.ImageTags.SelectMany(tag => run.Images(tag).Single().Value).ToList();
        Assert.Equal([1, 2, 3, 4], Png.Decode(images[0].Encoded).Bytes);
        Assert.Equal([5, 6, 7, 8], Png.Decode(images[1].Encoded).Bytes);
        Assert.All(images, image => Assert.Equal((2, 2, 1), (image.Height, image.Width, image.Channels)));
        Assert.Equal(["**hello** ёж"], run.Texts("notes").Single().Value);
        Assert.Equal([3, 4], run.Tensors("raw").Single().Value.ToArray<int>());
        Assert.Equal([1, 2, 3], run.GraphDef!.Value.ToArray());
        Assert.Equal([4, 5], run.MetaGraphDef!.Value.ToArray());
        Assert.Equal([6], run.RunMetadata("step1").ToArray());
        Assert.Equal(form == SummaryForm.TensorFlow1 ? ["beep/audio/0"] : [], run.Tags(LoggedKind.Audio));
    }

    [Fact]
    public void ValuesAreWrittenAtOnceAlsoWhileAGraphIsOpen()
    {
        using var folder = new TemporaryFolder();
        using var graph = new Graph();
        foreach (var form in Enum.GetValues<SummaryForm>())
        {
            using var writer = new FileWriter(folder.File($"{form}"), form: form);
            writer.AddScalar("loss", 1);
            writer.AddHistogram("weights", Tensor.Constant(new[] { 1f, 2 }));
            writer.AddImage("digits", Tensor.Constant((Array)new float[8], [2, 2, 2, 1]));
            writer.AddAudio("beep", Tensor.Constant((Array)new[] { 0f, 0.5f }, [1, 2]), 8000);
            writer.AddText("notes", "hello");
            writer.AddTensor("raw", Tensor.Constant(new[] { 3, 4 }));
            writer.Flush();
            using var run = new EventAccumulator(folder.File($"{form}"));
            run.Reload();
            Assert.Equal(2, run.Histograms("weights")[0].Value.Count);
            Assert.Equal(1, run.Scalars("loss")[0].Value);
        }
        Assert.Empty(graph.Nodes);
    }

    [Fact]
    public void AGraphIsWrittenWithItsNamesAndConnections()
    {
        using var folder = new TemporaryFolder();
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [2], "x");
        var w = Graph.GetVariable("w", Tensor.Constant(new[] { 1f, 2 }));
        using (new NameScope("layer"))
        {
            Summary.Scalar("loss", (x * w).Sum());
        }
        using (new FileWriter(folder.Path, graph))
        {
        }
        using var run = new EventAccumulator(folder.Path);
        run.Reload();
        var nodes = Nabla.Formats.Protobuf.GraphDef.Parser.ParseFrom(run.GraphDef!.Value.Span).Node;
        Assert.Equal(["layer/loss/tags", "layer/Sum"], nodes.Single(node => node.Name == "layer/loss").Input);
        Assert.Equal("ScalarSummary", nodes.Single(node => node.Name == "layer/loss").Op);
        Assert.Contains("x", nodes.Single(node => node.Name == "layer/mul").Input);
        var sketch = Nabla.Formats.Protobuf.GraphDef.Parser.ParseFrom(Nabla.Summaries.GraphPicture.Sketch(graph)).Node;
        Assert.Equal(graph.Nodes.Select(node => node.Name), sketch.Select(node => node.Name));
        Assert.Equal(["layer/Sum"], sketch.Single(node => node.Name == "layer/loss").Input);
    }

    [Fact]
    public void TheFileHasTensorFlowsNameAndFirstEvent()
    {
        using var folder = new TemporaryFolder();
        using var first = new FileWriter(folder.Path, timeProvider: new ScriptedTime(), fileNameSuffix: ".a");
        using var second = new FileWriter(folder.Path, timeProvider: new ScriptedTime(), fileNameSuffix: ".a");
        using var third = new FileWriter(folder.Path, timeProvider: new ScriptedTime(), form: SummaryForm.TensorFlow2);
        Assert.Equal($"events.out.tfevents.1700000000.{Environment.MachineName}.a", Path.GetFileName(first.Path));
        Assert.Equal($"events.out.tfevents.1700000000.{Environment.MachineName}.1.a", Path.GetFileName(second.Path));
        Assert.Matches($@"^events\.out\.tfevents\.1700000000\.{Environment.MachineName}\.{Environment.ProcessId}\.\d+\.v2$", Path.GetFileName(third.Path));
        Assert.Equal(("brain.Event:2", 1_700_000_000.0), (Read(first).Single().FileVersion, Read(first).Single().WallTime));
    }

    [Fact]
    public void EventsReachTheFileWhenTheQueueIsFullOnDemandFromTimeToTimeAndAtTheEnd()
    {
        using var folder = new TemporaryFolder();
        var time = new ScriptedTime();
        using (var writer = new FileWriter(folder.Path, maxQueue: 3, flushSeconds: 7, timeProvider: time))
        {
            Assert.Equal(TimeSpan.FromSeconds(7), time.Period);
            writer.AddScalar("x", 1, 1);
            writer.AddScalar("x", 1, 2);
            Assert.Single(Read(writer));
            writer.AddScalar("x", 1, 3);
            Assert.Equal(4, Read(writer).Count);
            writer.AddScalar("x", 1, 4);
            writer.Flush();
            Assert.Equal(5, Read(writer).Count);
            writer.AddScalar("x", 1, 5);
            time.Ring();
            Assert.Equal(6, Read(writer).Count);
            writer.AddScalar("x", 1, 6);
        }
        Assert.Equal(0, time.Timers);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], EventFileReader.Read(Directory.GetFiles(folder.Path).Single()).Select(next => next.Step));
    }

    [Fact]
    public void AClosedWriterAndWrongNumbersAreRefused()
    {
        using var folder = new TemporaryFolder();
        var writer = new FileWriter(folder.Path);
        writer.Dispose();
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.AddScalar("x", 1));
        Assert.Throws<ObjectDisposedException>(writer.Flush);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileWriter(folder.Path, maxQueue: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileWriter(folder.Path, flushSeconds: 0));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ManyThreadsWriteWholeEvents()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new FileWriter(folder.Path, maxQueue: 7)) Parallel.For(0, 1000, i => writer.AddScalar("x", i, i));
        using var run = new EventAccumulator(folder.Path);
        run.Reload();
        Assert.Empty(run.Problems);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (double)i), run.Scalars("x").Select(point => point.Value).Order());
    }

    [Fact]
    public void OnlyTheFirstValueOfATagIsDescribedInTensorFlow1()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new FileWriter(folder.Path))
        {
            writer.AddSummary(Summary.Text("words", Tensor.Constant("one")), 1);
            writer.AddSummary(Summary.Text("words", Tensor.Constant("two")), 2);
            writer.AddText("words", "three", 3);
        }
        using var run = new EventAccumulator(folder.Path);
        run.Reload();
        Assert.Equal(["one", "two", "three"], run.Texts("words").SelectMany(point => point.Value));
        Assert.Equal([true, false, false], run.Values("words", LoggedKind.Tensor).Select(point => point.Value.HasMetadata));
    }
}
