using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class ClippingTests
{
    [Fact]
    public void Norms_are_cut_and_shorter_ones_stay()
    {
        var g = Tensor.Constant([3f, 4]);
        Assert.Equal([1.5f, 2], Train.ClipByNorm(g, 2.5).ToArray<float>());
        Assert.Equal([3f, 4], Train.ClipByNorm(g, 6).ToArray<float>());
        Assert.Equal([0f, 0], Train.ClipByNorm(g.ZerosLike(), 6).ToArray<float>());
        Assert.Equal([3f, 3.5f], Train.ClipByValue(g, 0, 3.5).ToArray<float>());
        Assert.Equal([0.6f, 0.8f], Train.ClipByNorm(g.Reshape([1, 2]), 1, [1]).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([1.2f, 1.6f], Train.ClipByAverageNorm(g, 1).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([3f, 4], Train.ClipByAverageNorm(g, 5).ToArray<float>());
    }

    [Fact]
    public void A_global_norm_is_over_all_gradients()
    {
        Tensor?[] gradients = [Tensor.Constant([3f]), null, Tensor.Constant([0f, 4])];
        var (clipped, norm) = Train.ClipByGlobalNorm(gradients, 1);
        Assert.Equal(5f, norm.ToScalar<float>(), 1e-6f);
        Assert.Null(clipped[1]);
        Assert.Equal(0.6f, clipped[0]!.ToArray<float>()[0], 1e-6f);
        Assert.Equal(0.8f, clipped[2]!.ToArray<float>()[1], 1e-6f);
        Assert.Equal([3f], Train.ClipByGlobalNorm(gradients, 100).Gradients[0]!.ToArray<float>());
        Assert.True(float.IsNaN(Train.ClipByGlobalNorm([Tensor.Constant([float.PositiveInfinity]), gradients[0]], 1).Gradients[1]!.ToArray<float>()[0]));
        Assert.Throws<ArgumentException>(() => Train.GlobalNorm([null]));
    }

    [Fact]
    public void Rows_stay_rows_in_a_graph()
    {
        using var graph = new Graph();
        var table = Graph.GetVariable("table", Tensor.Ones([3, 2]));
        var optimizer = new Train.GradientDescentOptimizer(1.0);
        var gradients = optimizer.ComputeGradients(table.Gather(Tensor.Constant([2]), 0).Sum() * 10);
        var (clipped, _) = Train.ClipByGlobalNorm([gradients[0].Gradient], Math.Sqrt(2));
        Assert.IsType<IndexedSlices>(clipped[0]);
        var train = optimizer.ApplyGradients([(clipped[0], table)]);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Run(train);
        Assert.Equal([1f, 1, 1, 1, 0, 0], session.Run(table).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
