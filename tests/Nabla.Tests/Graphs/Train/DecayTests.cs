using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class DecayTests
{
    [Fact]
    public void Rates_follow_their_formulas()
    {
        using var graph = new Graph();
        var step = Graph.Placeholder(ElementType.Int64, []);
        (Tensor Rate, Func<double, double> Formula)[] all =
        [
            (Train.ExponentialDecay(0.5, step, 10, 0.9), s => 0.5 * Math.Pow(0.9, s / 10)),
            (Train.ExponentialDecay(0.5, step, 10, 0.9, staircase: true), s => 0.5 * Math.Pow(0.9, Math.Floor(s / 10))),
            (Train.NaturalExpDecay(0.5, step, 10, 0.3), s => 0.5 * Math.Exp(-0.3 * s / 10)),
            (Train.NaturalExpDecay(0.5, step, 10, 0.3, staircase: true), s => 0.5 * Math.Exp(-0.3 * Math.Floor(s / 10))),
            (Train.InverseTimeDecay(0.5, step, 10, 0.3), s => 0.5 / (1 + (0.3 * s / 10))),
            (Train.PolynomialDecay(0.5, step, 50, 0.1, 2), s => (0.4 * Math.Pow(1 - (Math.Min(s, 50) / 50), 2)) + 0.1),
            (Train.PiecewiseConstant(step, [10, 30], [0.5, 0.2, 0.1]), s => s <= 10 ? 0.5 : s <= 30 ? 0.2 : 0.1),
            (Train.CosineDecay(0.5, step, 50, 0.2), s => 0.5 * ((0.8 * (1 + Math.Cos(Math.PI * Math.Min(s, 50) / 50)) / 2) + 0.2)),
            (Train.CosineDecayRestarts(0.5, step, 20, 1), s => 0.5 * (1 + Math.Cos(Math.PI * (s % 20) / 20)) / 2),
            (Train.LinearCosineDecay(0.5, step, 50, 1, 0.1, 0.01), s => 0.5 * (((1.1 - (Math.Min(s, 50) / 50)) * (1 + Math.Cos(2 * Math.PI * Math.Min(s, 50) / 50)) / 2) + 0.01)),
        ];
        using var session = new Session();
        foreach (long s in new long[] { 0, 7, 10, 11, 25, 49, 80 })
        {
            var rates = session.Run([.. all.Select(row => (Fetch)row.Rate)], new() { [step] = s });
            for (int i = 0; i < all.Length; i++)
            {
                Assert.Equal(all[i].Formula(s), rates[i].ToScalar<float>(), 1e-6);
            }
        }
    }

    [Fact]
    public void Nodes_have_the_names_that_are_given()
    {
        using var graph = new Graph();
        var step = Graph.GetOrCreateGlobalStep();
        Assert.Equal("ExponentialDecay:0", Train.ExponentialDecay(0.5, step, 10, 0.9).GraphName);
        Assert.Equal("ExponentialDecay_1:0", Train.ExponentialDecay(0.5, step, 10, 0.9).GraphName);
        using (new NameScope("rates"))
        {
            Assert.Equal("rates/rate:0", Train.PiecewiseConstant(step, [10], [1, 2], "rate").GraphName);
        }
    }

    [Fact]
    public void Noise_has_the_variance_that_falls_and_repeats_with_the_seed()
    {
        float[] Rates(int seed)
        {
            using var graph = new Graph();
            var step = Graph.Placeholder(ElementType.Int64, []);
            var rate = Train.NoisyLinearCosineDecay(1, step, 100, initialVariance: 0.04, varianceDecay: 0, numPeriods: 0, seed: seed);
            using var session = new Session();
            return [.. Enumerable.Range(0, 400).Select(_ => session.Run(rate, new() { [step] = 0L }).ToScalar<float>())];
        }

        float[] rates = Rates(1);
        double mean = rates.Average(), variance = rates.Average(r => (r - mean) * (r - mean));
        Assert.Equal(1.001, mean, 0.05);
        Assert.InRange(variance, 0.03, 0.05);
        Assert.Equal(rates, Rates(1));
        Assert.NotEqual(rates, Rates(2));
    }

    [Fact]
    public void Without_a_graph_a_rate_is_computed_at_once() => Assert.Equal(0.25f, Train.ExponentialDecay(1, Tensor.Constant(20L), 10, 0.5).ToScalar<float>());

    [Fact]
    public void Steps_must_be_above_zero()
    {
        var step = Tensor.Constant(1L);
        Assert.Throws<ArgumentOutOfRangeException>(() => Train.NaturalExpDecay(1, step, 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Train.LinearCosineDecay(1, step, -1));
        Assert.Throws<ArgumentException>(() => Train.PiecewiseConstant(step, [1, 2], [1, 2]));
    }

    [Fact]
    public void A_graph_has_one_global_step()
    {
        Assert.Throws<InvalidOperationException>(() => Graph.GlobalStep);
        using var graph = new Graph();
        Assert.Null(Graph.GlobalStep);
        using (new NameScope("inside"))
        {
            Assert.Equal("global_step", Graph.GetOrCreateGlobalStep().Name);
        }

        Assert.Equal(ElementType.Int64, Graph.GlobalStep!.ElementType);
        Assert.Empty(graph.GetCollection(CollectionKeys.TrainableVariables));
        graph.AddToCollection(CollectionKeys.GlobalStep, new Variable(Tensor.Constant(0L), trainable: false, "second"));
        Assert.Contains("'second'", Assert.Throws<InvalidOperationException>(() => Graph.GlobalStep).Message, StringComparison.Ordinal);
    }
}
