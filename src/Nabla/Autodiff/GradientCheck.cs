namespace Nabla;

/// <summary>What <see cref="GradientCheck"/> found.</summary>
/// <param name="WorstError">The largest difference between a derivative and its estimate, relative where they are larger than 1.</param>
/// <param name="Input">The input at which it was found.</param>
/// <param name="Output">Place of the output element, in row-major order.</param>
/// <param name="Element">Place of the input element, in row-major order.</param>
/// <param name="Derivative">What the gradient rules give there.</param>
/// <param name="Estimate">What differences of values give there.</param>
public sealed record GradientReport(double WorstError, int Input, long Output, long Element, double Derivative, double Estimate)
{
    /// <summary>The finding in a sentence.</summary>
    public override string ToString() =>
        $"worst error {WorstError:e2}: ∂y[{Output}]/∂x{Input}[{Element}] is {Derivative:G9} by its rules and {Estimate:G9} by differences";
}

/// <summary>Compares gradients with differences of values: a test for operations and layers of one's own.</summary>
/// <remarks>Works in float64. The estimate is the central difference of fourth order, (8(f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) ÷ 12h.
/// The function must be smooth near the given inputs.</remarks>
public static class GradientCheck
{
    /// <summary>Compares all first derivatives ∂y[i]/∂x[j] of a function.</summary>
    /// <param name="function">From float64 tensors to one.</param>
    /// <param name="inputs">Where; they become float64.</param>
    /// <param name="step">h, relative to inputs larger than 1.</param>
    public static GradientReport First(Func<IReadOnlyList<Tensor>, Tensor> function, IReadOnlyList<Tensor> inputs, double step = 1e-3)
    {
        ArgumentNullException.ThrowIfNull(function);
        var x = inputs.Select(i => i.Cast(ElementType.Float64)).ToArray();
        using var tape = new GradientTape(persistent: true);
        foreach (var input in x)
        {
            tape.Watch(input);
        }

        var y = function(x);
        tape.Dispose();
        var worst = new GradientReport(0, 0, 0, 0, 0, 0);
        for (int k = 0; k < x.Length; k++)
        {
            double[] rules = tape.Jacobian(y, x[k], UnconnectedGradients.Zero).ToArray<double>();
            worst = Worse(worst, Compare(function, x, k, y.Size, rules, step));
        }

        return worst;
    }

    /// <summary>Compares all second derivatives: those of Σ (∂ΣyW/∂x) for a fixed pattern of weights W.</summary>
    /// <inheritdoc cref="First"/>
    public static GradientReport Second(Func<IReadOnlyList<Tensor>, Tensor> function, IReadOnlyList<Tensor> inputs, double step = 1e-3)
    {
        ArgumentNullException.ThrowIfNull(function);
        var worst = new GradientReport(0, 0, 0, 0, 0, 0);
        for (int k = 0; k < inputs.Count; k++)
        {
            int source = k;
            worst = Worse(worst, First(x => FirstOrder(function, x, source), inputs, step));
        }

        return worst;
    }

    static Tensor FirstOrder(Func<IReadOnlyList<Tensor>, Tensor> function, IReadOnlyList<Tensor> x, int source)
    {
        using var tape = new GradientTape();
        tape.Watch(x[source]);
        var y = function(x);

        // Different weights for different elements, so that no derivative hides behind another.
        var weights = Tensor.Linspace(0.5, 1.5, (int)y.Size, elementType: ElementType.Float64).Reshape(y.Shape);
        return tape.Gradient(y, x[source], weights, UnconnectedGradients.Zero);
    }

    static GradientReport Compare(Func<IReadOnlyList<Tensor>, Tensor> function, Tensor[] x, int k, long outputs, double[] rules, double step)
    {
        var worst = new GradientReport(0, k, 0, 0, 0, 0);
        double[] at = x[k].ToArray<double>();
        for (int j = 0; j < at.Length; j++)
        {
            double h = step * Math.Max(1, Math.Abs(at[j]));
            double[] near = Difference(j, h), far = Difference(j, 2 * h);
            for (int i = 0; i < outputs; i++)
            {
                double estimate = ((8 * near[i]) - far[i]) / (12 * h), rule = rules[(i * at.Length) + j];
                double error = Math.Abs(rule - estimate) / Math.Max(1, Math.Max(Math.Abs(rule), Math.Abs(estimate)));
                if (error > worst.WorstError || double.IsNaN(error))
                {
                    worst = new(double.IsNaN(error) ? double.PositiveInfinity : error, k, i, j, rule, estimate);
                }
            }
        }

        return worst;

        double[] Difference(int j, double h)
        {
            double[] up = Value(j, h), down = Value(j, -h);
            return [.. up.Zip(down, (a, b) => a - b)];
        }

        double[] Value(int j, double shift)
        {
            var moved = (double[])at.Clone();
            moved[j] += shift;
            var inputs = (Tensor[])x.Clone();
            inputs[k] = Tensor.Constant((Array)moved, x[k].Shape);
            return function(inputs).ToArray<double>();
        }
    }

    static GradientReport Worse(GradientReport a, GradientReport b) => b.WorstError > a.WorstError ? b : a;
}
