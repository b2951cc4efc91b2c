using Xunit;

namespace Nabla.Tests.Autodiff;

public sealed class StopGradientTests
{
    [Fact]
    public void NoGradientFlowsThroughAStop()
    {
        var x = Tensor.Constant(new[] { 2f, 3f });
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = x * x.StopGradient();
        Assert.Equal([4f, 9], y.ToArray<float>());
        Assert.Equal([2f, 3], tape.Gradient(y, x).ToArray<float>());
    }

    [Fact]
    public void WhatOnlyPassesAStopIsUnconnected()
    {
        var v = new Variable(Tensor.Constant(new[] { 2f }));
        using var tape = new GradientTape();
        Assert.False(tape.Gradient(v.StopGradient() * 2f, [v]).IsConnected(0));
    }

    [Fact]
    public void AGivenGradientReplacesTheTrueOne()
    {
        var x = Tensor.Constant(new[] { 2f, 3f });
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = Tensor.CustomGradient(v => (v[0].Square(), dy => [dy * 10f]), [x]);
        Assert.Equal([4f, 9], y.ToArray<float>());
        Assert.Equal([10f, 10], tape.Gradient(y, x).ToArray<float>());
    }

    [Fact]
    public void AGivenGradientMustHaveTheShapeOfItsInput()
    {
        var x = Tensor.Constant(new[] { 2f, 3f });
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = Tensor.CustomGradient(v => (v[0].Square(), dy => [dy.Sum()]), [x]);
        Assert.Throws<ShapeException>(() => tape.Gradient(y, x));
    }
}
