using Xunit;

namespace Nabla.Tests.Operations.Ctc;

public sealed class CtcTests
{
    [Fact]
    public void The_best_readings_have_the_probabilities_that_the_loss_tells()
    {
        var logits = (Tensor.Arange(24, elementType: ElementType.Float32) * 7.3f).Sin().Reshape([1, 6, 4]);
        var steps = Tensor.Constant(new[] { 6 });
        var (labels, scores) = logits.CtcDecodeBeam(steps, 500, 5);
        for (int path = 0; path < 5; path++)
        {
            var own = labels.ToArray<int>().Skip(6 * path).Take(6).ToArray();
            var loss = Tensor.CtcLoss(Tensor.Constant((Array)own, [1, 6]), logits, Tensor.Constant(new[] { own.Count(label => label >= 0) }), steps);
            Assert.Equal(-scores.ToArray<float>()[path], loss.ToArray<float>()[0], 1e-5);
        }

        Assert.Equal(scores.ToArray<float>().OrderDescending(), scores.ToArray<float>());
    }

    [Fact]
    public void Labels_that_do_not_fit_into_the_steps_are_infinitely_unlikely_or_left_out()
    {
        var (labels, logits, two, three) = (Tensor.Constant(new[] { 1, 1 }, [1, 2]), Tensor.Zeros([1, 2, 3]), Tensor.Constant(new[] { 2 }), Tensor.Constant(new[] { 3 }));
        Assert.Equal(float.PositiveInfinity, Tensor.CtcLoss(labels, logits, two, two).ToArray<float>()[0]);
        Assert.Equal(0f, Tensor.CtcLoss(labels, logits, two, two, ignoreLonger: true).ToArray<float>()[0]);
        Assert.Contains("there is room for 2", Assert.Throws<ShapeException>(() => Tensor.CtcLoss(labels, logits, three, two)).Message);
        Assert.Contains("3 steps", Assert.Throws<ShapeException>(() => Tensor.CtcLoss(labels, logits, two, three)).Message);
        Assert.Contains("label 7", Assert.Throws<ArgumentException>(() => Tensor.CtcLoss(labels * 7, logits, two, two)).Message);
    }

    [Fact]
    public void A_second_derivative_is_refused_with_advice()
    {
        var logits = Tensor.Zeros([1, 2, 3]);
        var (one, two) = (Tensor.Constant(new[] { 1 }), Tensor.Constant(new[] { 2 }));
        using var outer = new GradientTape();
        outer.Watch(logits);
        using var inner = new GradientTape();
        inner.Watch(logits);
        var first = inner.Gradient(Tensor.CtcLoss(one.ExpandDims(0), logits, one, two), logits)!;
        Assert.Contains("StopGradient", Assert.Throws<NoGradientException>(() => outer.Gradient(first, logits)).Message);
    }
}
