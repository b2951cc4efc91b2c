using System.Numerics;
using Xunit;
using Number = System.Numerics.Complex;

namespace Nabla.Tests.Operations.ComplexNumbers;

/// <summary>Gradients of complex numbers by TensorFlow's convention: of a real L, ∂L/∂re + i·∂L/∂im.</summary>
public sealed class ComplexGradientTests
{
    static readonly Number[] Points = [new(0.7, -0.4), new(-0.6, 0.5), new(0.3, 0.9)];
    static readonly Number[] Others = [new(0.5, 0.8), new(1.2, -0.3), new(-0.9, 0.4)];
    static readonly Tensor Weight = Tensor.Constant(new[] { 0.8, -1.3, 0.6 });

    static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Functions = new(StringComparer.Ordinal)
    {
        ["+"] = (x, y) => x + y,
        ["-"] = (x, y) => x - y,
        ["*"] = (x, y) => x * y,
        ["/"] = (x, y) => x / y,
        ["Power"] = (x, y) => x.Power(y),
        ["Negative"] = (x, _) => -x,
        ["Square"] = (x, _) => x.Square(),
        ["Reciprocal"] = (x, _) => x.Reciprocal(),
        ["Exp"] = (x, _) => x.Exp(),
        ["Log"] = (x, _) => x.Log(),
        ["Sqrt"] = (x, _) => x.Sqrt(),
        ["Rsqrt"] = (x, _) => x.Rsqrt(),
        ["Sin"] = (x, _) => x.Sin(),
        ["Cos"] = (x, _) => x.Cos(),
        ["Tan"] = (x, _) => x.Tan(),
        ["Sinh"] = (x, _) => x.Sinh(),
        ["Cosh"] = (x, _) => x.Cosh(),
        ["Tanh"] = (x, _) => x.Tanh(),
        ["Sigmoid"] = (x, _) => x.Sigmoid(),
        ["ArcSin"] = (x, _) => x.ArcSin(),
        ["ArcCos"] = (x, _) => x.ArcCos(),
        ["ArcTan"] = (x, _) => x.ArcTan(),
        ["Conj"] = (x, _) => x.Conj(),
        ["Abs"] = (x, _) => x.Abs().Cast(ElementType.Complex128),
        ["Angle"] = (x, _) => x.Angle().Cast(ElementType.Complex128),
        ["Where"] = (x, y) => Tensor.Where(Tensor.Constant(new[] { true, false, true }), x, y),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_those_of_central_differences(string name)
    {
        var function = Functions[name];
        Tensor x = Tensor.Constant((Array)Points), y = Tensor.Constant((Array)Others);
        using var tape = new GradientTape();
        tape.Watch(x);
        tape.Watch(y);
        var gradients = tape.Gradient([Loss(function(x, y))], [x, y], null, UnconnectedGradients.Zero);
        for (int i = 0; i < 2; i++)
        {
            var found = gradients[i].ToArray<Number>();
            for (int k = 0; k < found.Length; k++)
            {
                Number expected = new(Slope(function, i, k, 1), Slope(function, i, k, Number.ImaginaryOne));
                Assert.True(Number.Abs(expected - found[k]) < 1e-6, $"input {i} [{k}]: differences say {expected}, the gradient says {found[k]}");
            }
        }
    }

    [Fact]
    public void Parts_of_numbers_come_and_go()
    {
        Tensor re = Tensor.Constant(new[] { 3f, 0f }), im = Tensor.Constant(new[] { -4f, 0f });
        var z = Tensor.Complex(re, im);
        Assert.Equal(ElementType.Complex64, z.ElementType);
        Assert.Equal([3f, 0], z.Real().ToArray<float>());
        Assert.Equal([-4f, 0], z.Imag().ToArray<float>());
        Assert.Equal([5f, 0], z.Abs().ToArray<float>());
        Assert.Equal([new Complex64(3, 4), new Complex64(0, -0f)], z.Conj().ToArray<Complex64>());
        Assert.Equal([false, true], z.IsReal().ToArray<bool>());
    }

    [Fact]
    public void The_gradient_of_the_magnitude_of_zero_is_zero()
    {
        var z = Tensor.Constant(new Number[] { 0, new(3, 4) });
        using var tape = new GradientTape();
        tape.Watch(z);
        var gradient = tape.Gradient(z.Abs(), z).ToArray<Number>();
        Assert.Equal(0, gradient[0]);
        Assert.True(Number.Abs(gradient[1] - new Number(0.6, 0.8)) < 1e-15);
    }

    [Fact]
    public void Pairs_and_complex_numbers_are_two_views_of_the_same()
    {
        var pairs = Tensor.Constant(new double[,] { { 1, 2 }, { 3, -4 } });
        var z = pairs.ViewAsComplex();
        Assert.Equal([new Number(1, 2), new Number(3, -4)], z.ToArray<Number>());
        Assert.Equal(pairs.ToArray<double>(), z.ViewAsReal().ToArray<double>());
        Assert.Throws<ShapeException>(() => Tensor.Zeros([3, 3]).ViewAsComplex());
        Assert.Throws<ElementTypeException>(() => pairs.ViewAsReal());
    }

    [Fact]
    public void Complex64_agrees_with_complex128()
    {
        var z = Tensor.Constant((Array)Points);
        var low = z.Cast(ElementType.Complex64).Exp().Cast(ElementType.Complex128).ToArray<Number>();
        Assert.All(low.Zip(z.Exp().ToArray<Number>()), pair => Assert.True(Number.Abs(pair.First - pair.Second) < 1e-6));
    }

    static Tensor Loss(Tensor z) => ((z.Real() * Weight) + (z.Imag() * Weight.Square())).Sum();

    static double Slope(Func<Tensor, Tensor, Tensor> function, int input, int at, Number direction)
    {
        double Moved(double step)
        {
            Number[][] values = [(Number[])Points.Clone(), (Number[])Others.Clone()];
            values[input][at] += step * direction;
            return Loss(function(Tensor.Constant((Array)values[0]), Tensor.Constant((Array)values[1]))).ToScalar<double>();
        }

        return (Moved(1e-6) - Moved(-1e-6)) / 2e-6;
    }
}
