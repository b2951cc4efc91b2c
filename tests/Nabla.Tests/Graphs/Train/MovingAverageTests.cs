using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class MovingAverageTests
{
    [Fact]
    public void An_average_starts_with_the_first_value_and_follows()
    {
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Constant(1f));
        var average = new Train.ExponentialMovingAverage(0.75);
        var assign = Graph.Assign(w, 5);
        GraphNode step;
        using (Graph.ControlDependencies(assign))
        {
            step = average.Apply();
        }

        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        var kept = average.Average(w)!;
        Assert.Equal(1f, session.Run(kept).ToScalar<float>());
        session.Run(step);
        Assert.Equal(2f, session.Run(kept).ToScalar<float>());
        session.Run(step);
        Assert.Equal(2.75f, session.Run(kept).ToScalar<float>());
        Assert.Equal("ExponentialMovingAverage", step.Name);
        Assert.Equal("w/ExponentialMovingAverage", kept.Name);
    }

    [Fact]
    public void A_counter_lets_the_average_follow_faster_at_first()
    {
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Constant(0f));
        var count = Graph.Placeholder(ElementType.Int64, []);
        var average = new Train.ExponentialMovingAverage(0.9, count);
        var step = average.Apply([w]);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Load(w, Tensor.Constant(1f));
        session.Run(step, new() { [count] = 2L });
        Assert.Equal(0.75f, session.Run(average.Average(w)!).ToScalar<float>(), 1e-6f);
        session.Run(step, new() { [count] = 1000000L });
        Assert.Equal(0.775f, session.Run(average.Average(w)!).ToScalar<float>(), 1e-6f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_average_of_a_tensor_starts_with_zeros_unless_it_is_corrected(bool zeroDebias)
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(shape: [2], name: "x");
        var average = new Train.ExponentialMovingAverage(0.5, zeroDebias: zeroDebias);
        var step = average.Apply([x]);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Run(step, new() { [x] = new[] { 4f, 8 } });
        session.Run(step, new() { [x] = new[] { 8f, 8 } });

        // Σ 0.5ᵏ xₖ · 0.5, divided by the sum of the weights, 0.75, where it is corrected.
        float[] expected = zeroDebias ? [5f / 0.75f, 8] : [5f, 6];
        Assert.Equal(expected, session.Run(average.Average(x)!).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal("x/ExponentialMovingAverage", average.Average(x)!.Name);
    }

    [Fact]
    public void Averages_are_loaded_into_the_variables()
    {
        using var graph = new Graph();
        Variable w = Graph.GetVariable("w", Tensor.Constant(1f)), other = Graph.GetVariable("other", Tensor.Constant(1f), trainable: false);
        var average = new Train.ExponentialMovingAverage(0.9);
        Assert.Equal("w/ExponentialMovingAverage", average.AverageName(w));
        Assert.Null(average.Average(w));
        average.Apply();
        var names = average.VariablesToRestore();
        Assert.Equal(["other", "w/ExponentialMovingAverage"], names.Keys.Order(StringComparer.Ordinal));
        Assert.Same(w, names["w/ExponentialMovingAverage"]);
        Assert.Same(other, names["other"]);
        Assert.Equal([w], graph.GetCollection<Variable>(CollectionKeys.MovingAverageVariables));
    }

    [Fact]
    public void What_cannot_be_averaged_is_said()
    {
        var average = new Train.ExponentialMovingAverage(0.9);
        Assert.Throws<InvalidOperationException>(() => average.Apply());
        var eager = new Variable(Tensor.Constant(1f));
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Constant(1f));
        average.Apply([w]);
        Assert.Contains("'w:0'", Assert.Throws<ArgumentException>(() => average.Apply([w])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => average.Apply([eager]));
        Assert.Throws<ElementTypeException>(() => average.Apply([Graph.GetOrCreateGlobalStep()]));
    }
}
