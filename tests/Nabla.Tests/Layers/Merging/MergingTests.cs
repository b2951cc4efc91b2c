using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;
using Nabla.Models.Saving;
using Xunit;

namespace Nabla.Tests.Layers.Merging;

public sealed class MergingTests
{
    sealed record Row(Func<Layer> Make, Shape[] Inputs, Shape Output);

    static readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal)
    {
        ["Add"] = new(() => new Add(), [[2, 3], [2, 3], [2, 3]], [2, 3]),
        ["Add of fewer axes"] = new(() => new Add(), [[2, 3, 4], [2, 4]], [2, 3, 4]),
        ["Subtract"] = new(() => new Subtract(), [[2, 3, 1], [2, 1, 4]], [2, 3, 4]),
        ["Multiply"] = new(() => new Multiply(), [[2, 3], [2, 3], [2, 1]], [2, 3]),
        ["Average"] = new(() => new Average(), [[2, 3], [2, 3], [2, 3]], [2, 3]),
        ["Maximum"] = new(() => new Maximum(), [[2, 3], [2, 3]], [2, 3]),
        ["Minimum"] = new(() => new Minimum(), [[2, 3], [2, 3], [2, 1]], [2, 3]),
        ["Concatenate"] = new(() => new Concatenate(), [[2, 3], [2, 1]], [2, 4]),
        ["Concatenate in the middle"] = new(() => new Concatenate(1), [[2, 3, 2], [2, 1, 2], [2, 2, 2]], [2, 6, 2]),
        ["Dot"] = new(() => new Dot(1), [[2, 3], [2, 3]], [2, 1]),
        ["Dot of directions"] = new(() => new Dot(-1, normalize: true), [[2, 3, 4], [2, 2, 4]], [2, 3, 2]),
        ["Dot of two axes"] = new(() => new Dot([3, 1]), [[2, 3, 2, 4], [2, 4, 3]], [2, 3, 2, 3]),
    };

    public static TheoryData<string> Names => [.. rows.Keys];

    static Tensor[] Values(Row row, ElementType type) => [.. row.Inputs.Select((shape, i) => Tensor.RandomNormal(shape, seed: i + 1).Cast(type))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_has_the_shape_foretold_with_the_batch_known_or_not(string name)
    {
        var row = rows[name];
        Assert.Equal(row.Output, row.Make().Call(Values(row, ElementType.Float32)).Shape);
        Assert.Equal([row.Output], row.Make().ComputeOutputShapes(row.Inputs));
        Shape open = [null];
        Assert.Equal([open.Concat(row.Output[1..])], row.Make().ComputeOutputShapes([.. row.Inputs.Select(shape => open.Concat(shape[1..]))]));
        Assert.Equal(0, row.Make().Call([.. row.Inputs.Select(shape => Tensor.Zeros(Shape.Create([0]).Concat(shape[1..])))]).Shape[0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_differences(string name)
    {
        var row = rows[name];
        var layer = row.Make();
        layer.DTypePolicy = "float64";
        var report = GradientCheck.First(inputs => layer.Call(inputs), Values(row, ElementType.Float64));
        Assert.True(report.WorstError <= 1e-6, report.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_drawn_model_and_a_description_give_the_same(string name)
    {
        var row = rows[name];
        var layer = row.Make();
        var values = Values(row, ElementType.Float32);
        Tensor[] inputs = [.. row.Inputs.Select(shape => (Tensor)new Input(shape[1..]))];
        var model = new Functional(inputs, layer.Call(inputs));
        float[] expected = layer.Call(values).ToArray<float>();
        Assert.Equal(expected, model.Predict(values).ToArray<float>());

        string written = KerasLayers.Table.Write(layer).ToJsonString();
        var read = KerasLayers.Read(KerasObject.Parse(written, "test"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(written), KerasLayers.Table.Write(read)), written);
        Assert.Equal(expected, read.Call(values).ToArray<float>());
    }

    [Fact]
    public void Values_are_those_of_the_formulas()
    {
        Tensor x = Tensor.Constant(new[,] { { 1f, -2 }, { 3, 4 } }), y = Tensor.Constant(new[,] { { 5f, 6 }, { -7, 8 } });
        Assert.Equal([6, 4, -4, 12], new Add().Call([x, y]).ToArray<float>());
        Assert.Equal([-4, -8, 10, -4], new Subtract().Call([x, y]).ToArray<float>());
        Assert.Equal([5, -12, -21, 32], new Multiply().Call([x, y]).ToArray<float>());
        Assert.Equal([3, 2, -2, 6], new Average().Call([x, y]).ToArray<float>());
        Assert.Equal([5, 6, 3, 8], new Maximum().Call([x, y]).ToArray<float>());
        Assert.Equal([1, -2, -7, 4], new Minimum().Call([x, y]).ToArray<float>());
        Assert.Equal([1, -2, 5, 6, 3, 4, -7, 8], new Concatenate().Call([x, y]).ToArray<float>());
        Assert.Equal([-7, 11], new Dot(1).Call([x, y]).ToArray<float>());
        Assert.Equal([1.5f], new Average().Call([Tensor.Constant(new[] { 1 }), Tensor.Constant(new[] { 2 })]).ToArray<float>());
    }

    [Fact]
    public void Entries_count_where_those_of_one_input_do()
    {
        Tensor x = Tensor.Constant(new[, ,] { { { 1f }, { 2 }, { 3 } } }), y = Tensor.Constant(new[, ,] { { { 4f }, { -5 }, { 6 } } });
        Tensor[] masks = [Tensor.Constant(new[,] { { true, true, false } }), Tensor.Constant(new[,] { { true, false, false } })];
        bool[] either = [true, true, false];
        foreach (Layer layer in new Layer[] { new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Minimum() })
        {
            Assert.Equal(either, layer.Call([x, y], masks: masks).Mask!.ToArray<bool>());
            Assert.Null(layer.Call([x, y], masks: [masks[0], null]).Mask);
            Assert.Null(layer.Call([x, y]).Mask);
        }

        // What does not count is left out where another counts, and a product of nothing is 0.
        Assert.Equal([4, 2, 0], new Multiply().Call([x, y], masks: masks).ToArray<float>());
        Assert.Equal([1, 2, 3], new Minimum().Call([x, y], masks: masks).ToArray<float>());
        Assert.Equal([4, 2, 6], new Maximum().Call([x, y], masks: [null, masks[1]]).ToArray<float>()[..2].Append(6));
        Assert.Equal(either, new Concatenate().Call([x, y], masks: masks).Mask!.ToArray<bool>());
        Assert.Equal([true, true, false, true, true, true], new Concatenate(1).Call([x, y], masks: [masks[0], null]).Mask!.ToArray<bool>());
        Assert.Null(new Dot(2).Call([x, y], masks: masks).Mask);
    }

    [Fact]
    public void A_mask_of_fewer_axes_holds_for_those_that_it_has()
    {
        Tensor x = Tensor.Ones([2, 3, 4]), y = Tensor.Ones([2, 4]);
        Tensor of = Tensor.Constant(new[,] { { true, false, false }, { false, false, false } }), samples = Tensor.Constant(new[] { false, true });
        var z = new Add().Call([x, y], masks: [of, samples]);
        Assert.Equal([true, false, false, true, true, true], z.Mask!.ToArray<bool>());
        Assert.Equal([1, 0, 0, 1, 1, 1], new Multiply().Call([x, y], masks: [of, samples])[.., .., 0].ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor x = Tensor.Ones([2, 3]), wide = Tensor.Ones([2, 4]), more = Tensor.Ones([3, 3]), deep = Tensor.Ones([2, 2, 3]);
        Assert.Contains("lengths 3 and 4", Assert.Throws<ShapeException>(() => new Add().Call([x, wide])).Message, StringComparison.Ordinal);
        Assert.Contains("numbers of samples", Assert.Throws<ShapeException>(() => new Add().Call([x, more])).Message, StringComparison.Ordinal);
        Assert.Contains("batch axis", Assert.Throws<ShapeException>(() => new Multiply().Call([Tensor.Constant(1f), Tensor.Constant(1f)])).Message, StringComparison.Ordinal);
        Assert.Contains("Give two", Assert.Throws<ArgumentException>(() => new Subtract().Call([x, x, x])).Message, StringComparison.Ordinal);
        Assert.Contains("all other lengths", Assert.Throws<ShapeException>(() => new Concatenate(1).Call([deep, Tensor.Ones([2, 2, 4])])).Message, StringComparison.Ordinal);
        Assert.Contains("Give two", Assert.Throws<ArgumentException>(() => new Dot(1).Call([x, x, x])).Message, StringComparison.Ordinal);
        Assert.Contains("length 3", Assert.Throws<ShapeException>(() => new Dot(1).Call([x, wide])).Message, StringComparison.Ordinal);
        Assert.Contains("batch", Assert.Throws<ShapeException>(() => new Dot(-2).Call([x, x])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Dot(0));
        Assert.Contains("no inputs", Assert.Throws<ArgumentException>(() => new Add().Call([])).Message, StringComparison.Ordinal);
        Assert.Contains("1 masks for 2 inputs", Assert.Throws<ArgumentException>(() => new Add().ComputeMask([x, x], [null])).Message, StringComparison.Ordinal);
    }
}
