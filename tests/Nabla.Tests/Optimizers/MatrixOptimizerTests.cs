using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Optimizers;

/// <summary>Optimizers that treat matrices as matrices, and the one without a schedule.</summary>
public sealed class MatrixOptimizerTests
{
    [Theory]
    [InlineData(6, 3)]
    [InlineData(3, 6)]
    public void Muon_steps_have_singular_values_near_one(int rows, int columns)
    {
        var w = new Variable(Tensor.Zeros([rows, columns]), name: "kernel");
        new Muon(1.0, weightDecay: null, rmsRate: null).Apply([Tensor.RandomNormal([rows, columns], seed: 1)], [w]);
        Assert.All(w.Svd(fullMatrices: false).S.ToArray<float>(), s => Assert.InRange(s, 0.6f, 1.3f));
    }

    [Fact]
    public void Muon_leaves_vectors_embeddings_and_what_is_named_to_Adam()
    {
        Variable[] w = [new(Tensor.Ones([3]), name: "bias"), new(Tensor.Ones([3, 2]), name: "embedding/embeddings"), new(Tensor.Ones([3, 2]), name: "head/kernel"), new(Tensor.Ones([3, 2]), name: "dense/kernel")];
        var muon = new Muon(0.1, adamWeightDecay: null, weightDecay: null, excludeLayers: ["^head"], rmsRate: null);
        muon.Apply([.. w.Select(v => v.OnesLike())], w);
        Assert.Equal(3, muon.Variables.Count(v => v.Name.EndsWith("velocity", StringComparison.Ordinal)));
        // Adam's first step is the rate in the direction of the gradient.
        Assert.All(w[..3], v => Assert.All(v.ToArray<float>(), x => Assert.Equal(0.9, x, 1e-4)));
        Assert.NotEqual(0.9, w[3].ToArray<float>()[0], 1e-2);
    }

    [Fact]
    public void Muon_decays_matrices_and_the_rest_each_by_its_own_part()
    {
        Variable[] w = [new(Tensor.Ones([2, 2]), name: "kernel"), new(Tensor.Ones([2]), name: "bias")];
        new Muon(0.5, adamWeightDecay: 0.2, weightDecay: 0.4).Apply([w[0].ZerosLike(), w[1].ZerosLike()], w);
        Assert.Equal([0.8f, 0.8f, 0.8f, 0.8f], w[0].ToArray<float>());
        Assert.Equal([0.9f, 0.9f], w[1].ToArray<float>());
    }

    [Fact]
    public void Adafactor_keeps_means_of_rows_and_columns()
    {
        var w = new Variable(Tensor.Constant(new[,] { { 3.0, 4 }, { 3, 4 } }));
        double[,] g = { { 1, 2 }, { 3, 4 } };
        var optimizer = new Adafactor(0.1);
        optimizer.Apply([Tensor.Constant(g)], [w]);
        // At the first step nothing is kept of before: the means are those of the squares.
        double[] r = [2.5, 12.5], c = [5, 10];
        Assert.Equal(r, optimizer.Variables[2].ToArray<double>());
        Assert.Equal(c, optimizer.Variables[3].ToArray<double>());
        double U(int i, int j) => g[i, j] / Math.Sqrt(r[i] / 7.5 * c[j]);
        double size = Math.Sqrt(new[] { U(0, 0), U(0, 1), U(1, 0), U(1, 1) }.Average(u => u * u)), length = Math.Sqrt(12.5);
        Assert.Equal(3 - (length * (double)0.1f * U(0, 0) / Math.Max(1, size)), w.ToArray<double>()[0], 1e-9);
        Assert.Equal(4 - (length * (double)0.1f * U(1, 1) / Math.Max(1, size)), w.ToArray<double>()[3], 1e-9);
    }

    [Fact]
    public void Adafactor_steps_at_most_one_over_the_root_of_the_step()
    {
        var w = new Variable(Tensor.Constant(new[] { 1.0 }));
        var optimizer = new Adafactor(10);
        optimizer.Apply([Tensor.Constant(new[] { 5.0 })], [w]);
        Assert.Equal(0, w.ToArray<double>()[0], 1e-9);
    }

    [Fact]
    public void Without_a_schedule_the_variable_is_the_mean_of_the_places()
    {
        // Of gradients of one size each step is the rate, of the warm-up a part of it.
        var w = new Variable(Tensor.Constant(new[] { 0.0 }));
        var optimizer = new ScheduleFreeAdamW(0.5, warmupSteps: 2);
        double[] places = [-0.25, -0.75, -1.25, -1.75];
        for (int t = 1; t <= 4; t++)
        {
            optimizer.Apply([Tensor.Constant(new[] { 3.0 })], [w]);
            Assert.Equal(places[..t].Average(), w.ToArray<double>()[0], 1e-6);
        }
    }
}
