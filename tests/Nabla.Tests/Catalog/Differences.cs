using Xunit;

namespace Nabla.Tests.Catalog;

/// <summary>Gradients against central differences in float64, for every output and every input element.</summary>
static class Differences
{
    const double Step = 1e-5;

    /// <summary>The whole Jacobian, one output element at a time.</summary>
    public static void CheckFirst(OpCase op)
    {
        var x = op.Draw();
        using var tape = new GradientTape(persistent: true);
        foreach (var input in x)
        {
            tape.Watch(input);
        }

        var y = op.Run(x);
        long size = y.Size;
        for (int i = 0; i < x.Length; i++)
        {
            for (int at = 0; at < x[i].Size; at++)
            {
                var slope = Slope(op.Run, x, i, at);
                for (int k = 0; k < size; k++)
                {
                    var gradient = tape.Gradient([y], x, [OneHot(k, y.Shape)], UnconnectedGradients.Zero)[i].ToArray<double>()[at];
                    Close(slope[k], gradient, 1e-6, $"d output {k} / d input {i} [{at}]");
                }
            }
        }
    }

    /// <summary>The gradient of Σ first gradient · q, q fixed.</summary>
    public static void CheckSecond(OpCase op)
    {
        var x = op.Draw();
        using var outer = new GradientTape(persistent: true);
        foreach (var input in x)
        {
            outer.Watch(input);
        }

        var first = First(op, x);
        var weights = first.Select((d, i) => (Tensor?)Weights(d.Shape, i + 2)).ToArray();
        var second = outer.Gradient([.. first], x, weights, UnconnectedGradients.Zero);
        for (int i = 0; i < x.Length; i++)
        {
            var found = second[i].ToArray<double>();
            for (int at = 0; at < x[i].Size; at++)
            {
                double expected = Slope(inputs => Weighted(First(op, inputs), weights), x, i, at).Sum();
                Close(expected, found[at], 1e-5, $"second order, input {i} [{at}]");
            }
        }
    }

    static Tensor[] First(OpCase op, IReadOnlyList<Tensor> x)
    {
        using var tape = new GradientTape();
        foreach (var input in x)
        {
            tape.Watch(input);
        }

        var y = op.Run(x);
        return [.. tape.Gradient([y], x, [Weights(y.Shape, 1)], UnconnectedGradients.Zero)];
    }

    static Tensor Weighted(Tensor[] gradients, Tensor?[] weights) =>
        Tensor.Constant((Array)gradients.Select((d, i) => d.ToArray<double>().Zip(weights[i]!.ToArray<double>(), (a, b) => a * b).Sum()).ToArray());

    /// <summary>(f(x + h) − f(x − h)) ÷ 2h for one element of one input.</summary>
    static double[] Slope(Func<IReadOnlyList<Tensor>, Tensor> f, Tensor[] x, int input, int at)
    {
        double[] Moved(double step)
        {
            var values = x[input].ToArray<double>();
            values[at] += step;
            var inputs = (Tensor[])x.Clone();
            inputs[input] = Tensor.Constant((Array)values, x[input].Shape);
            return f(inputs).ToArray<double>();
        }

        return [.. Moved(Step).Zip(Moved(-Step), (up, down) => (up - down) / (2 * Step))];
    }

    static Tensor OneHot(int k, Shape shape)
    {
        var values = new double[shape.Size];
        values[k] = 1;
        return Tensor.Constant((Array)values, shape);
    }

    static Tensor Weights(Shape shape, int seed)
    {
        var random = new Random(seed);
        var values = new double[shape.Size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (2 * random.NextDouble()) - 1;
        }

        return Tensor.Constant((Array)values, shape);
    }

    static void Close(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: differences say {expected:R}, the gradient says {actual:R}");
}
