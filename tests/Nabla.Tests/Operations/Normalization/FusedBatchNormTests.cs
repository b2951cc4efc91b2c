using Xunit;

namespace Nabla.Tests.Operations.Normalization;

public sealed class FusedBatchNormTests
{
    static readonly Tensor X = Tensor.Constant(new[] { 1.0, -2, 0.5, 3, 2, -1, 0, 4, -3, 1.5, 2.5, -0.5 }, [1, 3, 2, 2]);
    static readonly Tensor Weights = Tensor.Constant(new[] { 0.3, -1, 2, 0.1, -0.7, 0.4, 1.2, -0.2, 0.6, 0.9, -1.1, 0.8 }, [1, 3, 2, 2]);
    static readonly Tensor Scale = Tensor.Constant(new[] { 1.5, -0.5 });
    static readonly Tensor Offset = Tensor.Constant(new[] { 0.2, 0.7 });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gradient_operation_gives_what_the_tape_gives(bool isTraining)
    {
        using var tape = new GradientTape();
        tape.Watch(X);
        tape.Watch(Scale);
        tape.Watch(Offset);
        var f = X.FusedBatchNorm(Scale, Offset, Offset.StopGradient(), Scale.Abs().StopGradient(), 0.01, isTraining: isTraining);
        var expected = tape.Gradient([f.Y], [X, Scale, Offset], [Weights]);
        var actual = X.FusedBatchNormGradient(Weights, Scale, f.SavedMean, f.SavedVariance, 0.01, isTraining);
        Assert.True(expected[0]!.AllClose(actual.X, 1e-12, 1e-12).ToScalar<bool>());
        Assert.True(expected[1]!.AllClose(actual.Scale, 1e-12, 1e-12).ToScalar<bool>());
        Assert.True(expected[2]!.AllClose(actual.Offset, 1e-12, 1e-12).ToScalar<bool>());
    }

    [Fact]
    public void Half_precision_images_have_figures_in_float32()
    {
        var f = X.Cast(ElementType.Float16).FusedBatchNorm(Scale.Cast(ElementType.Float32), Offset.Cast(ElementType.Float32));
        Assert.Equal(ElementType.Float16, f.Y.ElementType);
        Assert.Equal(ElementType.Float32, f.Mean.ElementType);
        Assert.Equal(ElementType.Float32, f.SavedVariance.ElementType);
    }

    [Fact]
    public void Inference_without_figures_is_refused() =>
        Assert.Contains("no mean", Assert.Throws<ArgumentException>(() => X.FusedBatchNorm(Scale, Offset, isTraining: false)).Message);
}
