using Xunit;

namespace Nabla.Tests.Autodiff;

public sealed class DerivativeTests
{
    static readonly Tensor X = Tensor.Constant(new double[,] { { 0.3, -0.7, 1.1 }, { 0.9, 0.2, -0.4 } });

    [Fact]
    public void The_Jacobian_of_a_product_is_the_other_matrix()
    {
        var x = Tensor.Constant(new double[,] { { 1, 2 } });
        var w = Tensor.Constant(new double[,] { { 3, 4 }, { 5, 6 } });
        using var tape = new GradientTape();
        tape.Watch(x);
        var jacobian = tape.Jacobian(x.MatMul(w), x);
        Assert.Equal([1, 2, 1, 2], jacobian.Shape.ToArray());
        Assert.Equal([3.0, 5, 4, 6], jacobian.ToArray<double>());
    }

    [Fact]
    public void Rules_and_differences_agree_to_both_orders()
    {
        static Tensor Function(IReadOnlyList<Tensor> x) => (x[0].Tanh() * x[0].Exp()).MatMul(x[0], transposeY: true).LogSoftmax();
        Assert.InRange(GradientCheck.First(Function, [X]).WorstError, 0, 1e-8);
        Assert.InRange(GradientCheck.Second(Function, [X]).WorstError, 0, 1e-6);
    }

    [Fact]
    public void A_wrong_rule_is_found_and_named()
    {
        var report = GradientCheck.First(
            x => Tensor.CustomGradient(inputs => (inputs[0].Square(), dy => [dy * inputs[0] * 2.1]), x),
            [X]);
        Assert.InRange(report.WorstError, 0.01, 1);
        Assert.Contains("by differences", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_gradient_takes_the_place_of_the_derived_one()
    {
        using var tape = new GradientTape();
        tape.Watch(X);
        var y = Tensor.CustomGradient(x => (x[0].Square(), dy => [dy * 10]), [X]);
        Assert.All(tape.Gradient(y, X).ToArray<double>(), d => Assert.Equal(10, d));
    }
}
