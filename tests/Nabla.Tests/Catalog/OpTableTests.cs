using Xunit;

namespace Nabla.Tests.Catalog;

/// <summary>What holds for every op of the table.</summary>
public sealed class OpTableTests
{
    [Theory]
    [MemberData(nameof(OpTable.WithReference), MemberType = typeof(OpTable))]
    public void Values_are_those_of_the_reference(string name)
    {
        var op = OpTable.Cases[name];
        var x = op.Draw();
        double[] expected = op.Reference!([.. x.Select(input => input.ToArray<double>())]), actual = op.Run(x).ToArray<double>();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= op.Tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.All), MemberType = typeof(OpTable))]
    public void The_shape_and_type_rule_tells_what_comes(string name)
    {
        var op = OpTable.Cases[name];
        var seen = new Observer();
        NodeObservers.Open(seen);
        try
        {
            op.Run(op.Draw());
        }
        finally
        {
            NodeObservers.Close(seen);
        }

        Assert.NotEmpty(seen.Nodes);
        foreach (var node in seen.Nodes)
        {
            var specs = node.Op.Infer([.. node.Inputs.Select(x => new TensorSpec(x.ElementType, x.Shape, x))]);
            Assert.Equal(node.Outputs.Length, specs.Length);
            for (int i = 0; i < specs.Length; i++)
            {
                Assert.Equal(specs[i].ElementType, node.Outputs[i].ElementType);
                Assert.True(specs[i].Shape.IsCompatibleWith(node.Outputs[i].Shape), $"{node.Op}: {specs[i].Shape} was inferred, {node.Outputs[i].Shape} came");
            }

            var open = WithoutValues(node);
            for (int i = 0; i < open.Length; i++)
            {
                Assert.True(open[i].Shape.IsCompatibleWith(node.Outputs[i].Shape), $"{node.Op}: {open[i].Shape} was inferred without the first length, {node.Outputs[i].Shape} came");
            }
        }
    }

    // As in a graph: no values yet, and the number of examples open. An op that needs more must say so.
    static TensorSpec[] WithoutValues(Node node)
    {
        try
        {
            return node.Op.Infer([.. node.Inputs.Select(x => new TensorSpec(x.ElementType, Shape.Of([.. x.Shape.ToArray().Select((length, k) => k == 0 ? -1 : length)])))]);
        }
        catch (ShapeException)
        {
            return [];
        }
    }

    [Theory]
    [MemberData(nameof(OpTable.All), MemberType = typeof(OpTable))]
    public void Strided_views_give_the_bits_of_contiguous_tensors(string name)
    {
        var op = OpTable.Cases[name];
        var x = op.Draw();
        Assert.Equal(op.Run(x).ToArray<double>(), op.Run([.. x.Select(Strided)]).ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(OpTable.Elementwise), MemberType = typeof(OpTable))]
    public void Stretched_inputs_give_the_bits_of_repeated_ones(string name)
    {
        var op = OpTable.Cases[name];
        Shape[] shapes = op.Shapes.Count == 1 ? [[3, 1]] : [[3, 1], .. op.Shapes.Skip(1).Select(_ => Shape.Of([4]))];
        var x = op.Draw(shapes);
        var to = Tensor.Zeros([3, 4], ElementType.Float64);
        var actual = op.Run(x).BroadcastLike(to);
        var expected = op.Run([.. x.Select(input => input.BroadcastLike(to).Copy())]);
        Assert.Equal(expected.ToArray<double>(), actual.ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(OpTable.Elementwise), MemberType = typeof(OpTable))]
    public void No_elements_give_no_elements(string name)
    {
        var op = OpTable.Cases[name];
        var y = op.Run(op.Draw([.. op.Shapes.Select(_ => Shape.Of([0, 3]))]));
        Assert.Equal([0, 3], y.Shape);
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Gradients_are_those_of_central_differences(string name) => Differences.CheckFirst(OpTable.Cases[name]);

    [Theory]
    [MemberData(nameof(OpTable.TwiceDifferentiable), MemberType = typeof(OpTable))]
    public void Gradients_of_gradients_are_those_of_central_differences(string name) => Differences.CheckSecond(OpTable.Cases[name]);

    /// <summary>The same elements, the last axis lying first in memory and every second place unused.</summary>
    static Tensor Strided(Tensor x)
    {
        var lengths = x.Shape.ToArray();
        var steps = new long[lengths.Length];
        long size = 2;
        for (int k = 0; k < lengths.Length; k++)
        {
            steps[k] = size;
            size *= lengths[k];
        }

        var memory = new double[size + 1];
        var values = x.ToArray<double>();
        int i = 0;
        foreach (long at in Nabla.Kernels.Positions.Of(lengths, steps, 1))
        {
            memory[at] = values[i++];
        }

        return Tensor.Adopt(memory, [memory.Length]).View(x.Shape, 1, steps);
    }

    sealed class Observer : INodeObserver
    {
        public List<Node> Nodes { get; } = [];

        public void Observe(Node node) => Nodes.Add(node);
    }
}
