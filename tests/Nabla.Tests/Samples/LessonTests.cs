extern alias samples;

using Nabla.Formats;
using samples::Nabla.Samples;
using Xunit;

namespace Nabla.Tests.Samples;

[Collection(DrawnDigits.Collection)]
public sealed class LessonTests(DrawnDigits digits)
{
    [Fact]
    public void Tensors_have_the_ranks_shapes_and_slices_of_the_lesson()
    {
        var shown = TensorLessons.Run(digits.Options);
        Assert.Equal([0, 1, 2, 3, 4, 5], new[] { "scalar", "vector", "matrix", "cube", "four axes", "five axes" }.Select(name => shown[name].Rank));
        Assert.Equal([90, 28, 28], shown["slice"].Shape);
        Assert.True((bool)(shown["slice"] == shown["same"]).All());
        Assert.True((bool)(shown["slice"] == shown["again"]).All());
        Assert.Equal([1280, 14, 14], shown["corners"].Shape);
        Assert.Equal(shown["images"][3, 14, 27].ToScalar<byte>(), shown["corners"][3, 0, 13].ToScalar<byte>());
        Assert.Equal(shown["images"][5, 7, 20].ToScalar<byte>(), shown["middles"][5, 0, 13].ToScalar<byte>());
        Assert.Equal([128, 28, 28], shown["nth batch"].Shape);
        Assert.True((bool)(shown["nth batch"][0] == shown["images"][384]).All());
        Assert.Equal(5, shown["videos"].Rank);
        Assert.True(Png.Decode(digits.Picture("slices.png")).Width > 800);
    }

    [Fact]
    public void Loops_and_tensor_operations_give_the_same()
    {
        var pairs = TensorOperations.Run(digits.Options);
        Assert.Equal(16, pairs.Count);
        Assert.All(pairs, pair =>
        {
            Assert.Equal(pair.Loops.Shape, pair.Tensor.Shape);
            Assert.InRange(pair.Difference, 0, pair.Name.Contains('·', StringComparison.Ordinal) || pair.Name.Contains("dot", StringComparison.Ordinal) ? 1e-5 : 0);
        });
    }

    [Fact]
    public void Affine_maps_one_after_the_other_are_one_and_relu_makes_them_more()
    {
        var moved = GeometricTransforms.Run(digits.Options);
        Assert.InRange(Distance(moved["two affine maps"], moved["one affine map"]), 0, 1e-14);
        Assert.True(Distance(moved["two with relu after each"], moved["one affine map"]) > 0.1);
        Assert.Equal(2.0, moved["translation"][80, 0].ToScalar<double>(), 1e-15);
        Assert.Equal(0, Distance(moved["rotation"].Square().Sum(axis: 1), moved["points"].Square().Sum(axis: 1)), 1e-14);
        Assert.Equal(0.0, (double)moved["affine and relu"].Min());
        Assert.True(Png.Decode(digits.Picture("transforms.png")).Width > 800);
    }

    [Fact]
    public void The_chain_rule_multiplies_along_a_path_and_adds_paths()
    {
        var rows = ComputationGraph.Run(digits.Options).ToDictionary(row => row.Name, StringComparer.Ordinal);
        Assert.Equal((6.0, 1.0), (rows["loss = |x3|"].Value, rows["loss = |x3|"].Gradient));
        Assert.Equal((-6.0, -1.0), (rows["x3 = x2 - y"].Value, rows["x3 = x2 - y"].Gradient));
        Assert.Equal((-2.0, -1.0), (rows["w"].Gradient, rows["b"].Gradient));
        Assert.Equal(rows["w"].Gradient, rows["product of the edges to w"].Gradient);
        Assert.Equal(7.0, rows["w, by two paths: w² + 3w"].Gradient);
    }

    [Fact]
    public void Momentum_leaves_the_local_minimum_in_which_plain_descent_rests()
    {
        var ways = GradientDescentPaths.Run(digits.Options);
        // The figures of Keras's optimizers on the same functions.
        Ends(ways["hollows, SGD"], 1.8286415);
        Ends(ways["hollows, momentum"], -2.1350844);
        Ends(ways["ravine, SGD"], -0.17802583, 0);
        Ends(ways["ravine, momentum"], -0.13855964, 0);
        Ends(ways["ravine, Adagrad"], -1.5016855, -0.017279517);
        Ends(ways["ravine, RMSprop"], 0, 0);
        Ends(ways["bowl, rate 1.05"], -44.092392);
        Assert.All(ways["hollows, by hand"].Zip(ways["hollows, Nesterov"]), pair => Assert.Equal(pair.First[0], pair.Second[0], 1e-4));
        foreach (string name in new[] { "descent-ravine.png", "descent-local-minimum.png", "descent-learning-rates.png" })
        {
            Assert.Equal(1600, Png.Decode(digits.Picture(name)).Width);
        }
    }

    static void Ends(double[][] way, params double[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], way[^1][i], 1e-4 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    static double Distance(Tensor x, Tensor y) => (double)(x - y).Abs().Max();
}
