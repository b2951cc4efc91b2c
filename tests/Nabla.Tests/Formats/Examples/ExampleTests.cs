using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.Examples;

public sealed class ExampleTests
{
    static readonly Example example = new()
    {
        Features = { ["v"] = Feature.Int64(9, 8, 7), ["f"] = Feature.Float(1.5f, 2.5f), ["s"] = Feature.Bytes([255, 0], []), ["empty"] = Feature.Int64(), ["none"] = Feature.None },
    };

    [Fact]
    public void AnExampleIsReadAsItWasWrittenAndItsNamesAreSorted()
    {
        var read = Example.FromBytes(example.ToBytes());
        Assert.Equal(["empty", "f", "none", "s", "v"], read.Features.Keys.Order());
        Assert.Equal([9, 8, 7], read.Features["v"].Int64List);
        Assert.Equal([1.5f, 2.5f], read.Features["f"].FloatList);
        Assert.Equal(new byte[][] { [255, 0], [] }, read.Features["s"].BytesList);
        Assert.Equal((FeatureKind.Int64, 0), (read.Features["empty"].Kind, read.Features["empty"].Count));
        Assert.Equal(FeatureKind.None, read.Features["none"].Kind);
        var turned = new Example();
        foreach (var name in example.Features.Keys.Reverse()) turned.Features.Add(name, example.Features[name]);
        Assert.Equal(example.ToBytes(), turned.ToBytes());
        Assert.Equal("int64 [9, 8, 7]", read.Features["v"].ToString());
    }

    [Fact]
    public void FeaturesBecomeDenseSparseAndRaggedTensors()
    {
        var parsed = Example.ParseBatch([example.ToBytes(), new Example { Features = { ["f"] = Feature.Float(0, 1) } }.ToBytes()], new Dictionary<string, FeatureSpec>
        {
            ["f"] = new FixedLenFeature([2], ElementType.Float32),
            ["v"] = new VarLenFeature(ElementType.Int64),
            ["r"] = new RaggedFeature(ElementType.Int64, "v"),
            ["s"] = new FixedLenSequenceFeature([], ElementType.String, AllowMissing: true, DefaultValue: Tensor.Constant("-")),
            ["at"] = new SparseFeature("v", "v", ElementType.Int64, 10),
            ["d"] = new FixedLenFeature([], ElementType.Float32, 0.5),
        });
        Assert.Equal([1.5f, 2.5f, 0, 1], parsed["f"].ToArray<float>());
        Assert.Equal([9, 8, 7], parsed.Sparse("v").Values.ToArray<long>());
        Assert.Equal(new long[,] { { 0, 0 }, { 0, 1 }, { 0, 2 } }, (long[,])parsed.Sparse("v").Indices.ToArray());
        Assert.Equal([2, 3], parsed.Sparse("v").DenseShape);
        Assert.Equal("[[9, 8, 7], []]", parsed.Ragged("r").ToString());
        Assert.Equal(ElementType.Int32, parsed.Ragged("r").RowSplits.ElementType);
        Assert.Equal(["\uDCFF\0", "", "-", "-"], parsed["s"].ToArray<string>());
        Assert.Equal([7, 8, 9], parsed.Sparse("at").Values.ToArray<long>());
        Assert.Equal([0.5f, 0.5f], parsed["d"].ToArray<float>());
        Assert.Contains("'v' taken as a Tensor", Assert.Throws<InvalidOperationException>(() => parsed["v"]).Message, StringComparison.Ordinal);
        Assert.Contains("there are f, v", Assert.Throws<KeyNotFoundException>(() => parsed["x"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExamplesAreParsedAtOnceAlsoWhileAGraphIsOpen()
    {
        using var graph = new Graph();
        var parsed = Example.ParseBatch([example.ToBytes()], new Dictionary<string, FeatureSpec> { ["v"] = new RaggedFeature(ElementType.Int64), ["s"] = new VarLenFeature(ElementType.String) });
        Assert.Equal([0, 3], parsed.Ragged("v").RowSplits.ToArray<int>());
        Assert.Equal(2, parsed.Sparse("s").Values.Size);
        Assert.Empty(graph.Nodes);
    }

    [Theory]
    [InlineData("missing", "it is missing, and there is no default")]
    [InlineData("v", "it holds int64, and float32 was asked for")]
    [InlineData("f", "it holds 2 values, and the shape [] needs 1")]
    public void AFeatureThatDoesNotFitIsNamed(string name, string reason)
    {
        var error = Assert.Throws<ModelFormatException>(() => Example.ParseSingle(example.ToBytes(), new Dictionary<string, FeatureSpec> { [name] = new FixedLenFeature([], ElementType.Float32) }));
        Assert.Contains($"feature '{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNoFeatureCanBeIsRefused()
    {
        Dictionary<string, FeatureSpec> Of(FeatureSpec spec) => new() { ["x"] = spec };
        Assert.Throws<ElementTypeException>(() => Example.ParseSingle([], Of(new VarLenFeature(ElementType.Int32))));
        Assert.Throws<ShapeException>(() => Example.ParseSingle([], Of(new FixedLenFeature([null], ElementType.Int64))));
        Assert.Throws<ShapeException>(() => Example.ParseSingle([], Of(new FixedLenFeature([2], ElementType.Int64, 1))));
        Assert.Throws<ArgumentException>(() => Example.ParseSingle([], Of(new FixedLenSequenceFeature([], ElementType.Int64))));
        Assert.Throws<ShapeException>(() => Example.Parse(Tensor.Constant(new string[1, 1] { { "" } }), Of(new VarLenFeature(ElementType.Int64))));
        Assert.Throws<ModelFormatException>(() => Example.FromBytes([1, 2, 3]));
        var outside = new Example { Features = { ["i"] = Feature.Int64(6), ["v"] = Feature.Float(1) } };
        Assert.Throws<ModelFormatException>(() => Example.ParseSingle(outside.ToBytes(), Of(new SparseFeature("i", "v", ElementType.Float32, 6))));
    }

    [Fact]
    public void StepsBecomePaddedSparseAndRaggedTensors()
    {
        var two = new SequenceExample
        {
            Context = { ["id"] = Feature.Int64(7) },
            FeatureLists = { ["frames"] = [Feature.Float(1, 2), Feature.Float(3, 4)], ["tags"] = [Feature.Text("a"), Feature.Text("b", "c"), Feature.Text()], ["at"] = [Feature.Int64(2, 0)], ["of"] = [Feature.Float(20, 0.5f)] },
        };
        var one = new SequenceExample { Context = { ["id"] = Feature.Int64(8) }, FeatureLists = { ["frames"] = [Feature.Float(5, 6)], ["tags"] = [Feature.None] } };
        Assert.Equal(two.ToBytes(), SequenceExample.FromBytes(two.ToBytes()).ToBytes());
        var parsed = SequenceExample.ParseBatch(
            [two.ToBytes(), one.ToBytes()],
            new Dictionary<string, FeatureSpec> { ["id"] = new FixedLenFeature([], ElementType.Int64) },
            new Dictionary<string, FeatureSpec>
            {
                ["frames"] = new FixedLenSequenceFeature([2], ElementType.Float32),
                ["tags"] = new VarLenFeature(ElementType.String),
                ["rows"] = new RaggedFeature(ElementType.String, "tags", ElementType.Int64),
                ["sparse"] = new SparseFeature("at", "of", ElementType.Float32, 3),
            });
        Assert.Equal([7, 8], parsed.Context["id"].ToArray<long>());
        Assert.Equal([1, 2, 3, 4, 5, 6, 0, 0], parsed.Sequences["frames"].ToArray<float>());
        Assert.Equal([2, 1], parsed.Lengths["frames"].ToArray<long>());
        Assert.Equal([2, 3, 2], parsed.Sequences.Sparse("tags").DenseShape);
        Assert.Equal(["a", "b", "c"], parsed.Sequences.Sparse("tags").Values.ToArray<string>());
        Assert.Equal("[[[a], [b, c], []], [[]]]", parsed.Sequences.Ragged("rows").ToString().Replace("'", "").Replace("\"", ""));
        Assert.Equal(new long[,] { { 0, 0, 0 }, { 0, 0, 2 } }, (long[,])parsed.Sequences.Sparse("sparse").Indices.ToArray());
        Assert.Equal([0.5f, 20], parsed.Sequences.Sparse("sparse").Values.ToArray<float>());
    }
}
