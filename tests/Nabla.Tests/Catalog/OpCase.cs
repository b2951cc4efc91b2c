namespace Nabla.Tests.Catalog;

/// <summary>One op in the table of ops: how it is called, and what it must give.</summary>
/// <param name="Name">The name under which tests show it.</param>
/// <param name="Run">Calls it with float64 tensors of the shapes in <see cref="Shapes"/>.</param>
/// <param name="Reference">The same on arrays in row-major order; null where other tests hold its values.</param>
public sealed record OpCase(string Name, Func<IReadOnlyList<Tensor>, Tensor> Run, Func<double[][], double[]>? Reference)
{
    /// <summary>Shapes of the inputs.</summary>
    public IReadOnlyList<Shape> Shapes { get; init; } = [[3, 4]];

    /// <summary>The range that input elements are drawn from, one for each input or one for all.</summary>
    public IReadOnlyList<(double Low, double High)> Ranges { get; init; } = [(-2, 2)];

    /// <summary>Largest relative error of a value; the absolute one where values are below 1.</summary>
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>How often it can be differentiated: 0, 1 or 2 times.</summary>
    public int Orders { get; init; } = 2;

    /// <summary>Whether inputs act element by element and stretch to one shape.</summary>
    public bool IsElementwise { get; init; }

    /// <summary>An op on each element of one tensor.</summary>
    public static OpCase Unary(string name, Func<Tensor, Tensor> run, Func<double, double>? reference, double low = -2, double high = 2) =>
        new(name, x => run(x[0]), reference is null ? null : x => Array.ConvertAll(x[0], v => reference(v))) { Ranges = [(low, high)], IsElementwise = true };

    /// <summary>An op on the elements of two tensors.</summary>
    public static OpCase Binary(string name, Func<Tensor, Tensor, Tensor> run, Func<double, double, double>? reference, double low = -2, double high = 2) =>
        new(name, x => run(x[0], x[1]), reference is null ? null : x => [.. x[0].Zip(x[1], reference)])
        {
            Shapes = [[3, 4], [3, 4]],
            Ranges = [(low, high)],
            IsElementwise = true,
        };

    /// <summary>Inputs drawn from the ranges by a seed of the name, the same in every run.</summary>
    public Tensor[] Draw(IReadOnlyList<Shape>? shapes = null)
    {
        shapes ??= Shapes;
        var random = new Random(Name.Sum(letter => letter) + (31 * shapes.Count));
        var inputs = new Tensor[shapes.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            (double low, double high) = Ranges[Math.Min(i, Ranges.Count - 1)];
            var values = new double[shapes[i].Size];
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = low + ((high - low) * random.NextDouble());
            }

            inputs[i] = Tensor.Constant((Array)values, shapes[i]);
        }

        return inputs;
    }

    public override string ToString() => Name;
}
