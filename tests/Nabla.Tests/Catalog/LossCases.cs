using Nabla.Losses;

namespace Nabla.Tests.Catalog;

/// <summary>Losses, by their formula for each row of truth and predictions.</summary>
static class LossCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Rows("MeanSquaredError", (t, p) => MeanSquaredError.Of(t, p), (t, p) => Mean(t, p, (a, b) => (a - b) * (a - b))),
        Rows("MeanAbsoluteError", (t, p) => MeanAbsoluteError.Of(t, p), (t, p) => Mean(t, p, (a, b) => Math.Abs(a - b))),
        Rows("MeanAbsolutePercentageError", (t, p) => MeanAbsolutePercentageError.Of(t, p), (t, p) => 100 * Mean(t, p, (a, b) => Math.Abs((a - b) / a)), 0.5, 2),
        Rows("MeanSquaredLogarithmicError", (t, p) => MeanSquaredLogarithmicError.Of(t, p), (t, p) => Mean(t, p, (a, b) => Math.Pow(Math.Log((1 + a) / (1 + b)), 2)), 0.1, 2),
        Rows("CosineSimilarity", (t, p) => CosineSimilarity.Of(t, p), (t, p) => -Dot(t, p) / Math.Sqrt(Dot(t, t) * Dot(p, p))),
        Rows("Huber", (t, p) => Huber.Of(t, p, 0.7), (t, p) => Mean(t, p, (a, b) => Math.Abs(a - b) <= 0.7 ? (a - b) * (a - b) / 2 : (0.7 * Math.Abs(a - b)) - 0.245)),
        Rows("LogCosh", (t, p) => LogCosh.Of(t, p), (t, p) => Mean(t, p, (a, b) => Math.Log(Math.Cosh(b - a)))),
        Rows("Poisson", (t, p) => Poisson.Of(t, p), (t, p) => Mean(t, p, (a, b) => b - (a * Math.Log(b + 1e-7))), 0.2, 2),
        Rows("KLDivergence", (t, p) => KLDivergence.Of(t, p), (t, p) => Sum(t, p, (a, b) => a * Math.Log(a / b)), 0.1, 0.9),
        Rows("Hinge", (t, p) => Hinge.Of(t, p), (t, p) => Mean(t, p, (a, b) => Math.Max(1 - (a * b), 0))),
        Rows("SquaredHinge", (t, p) => SquaredHinge.Of(t, p), (t, p) => Mean(t, p, (a, b) => Math.Pow(Math.Max(1 - (a * b), 0), 2))),
        Rows("CategoricalHinge", (t, p) => CategoricalHinge.Of(t, p), (t, p) => Math.Max(t.Zip(p, (a, b) => (1 - a) * b).Max() - Dot(t, p) + 1, 0)),
        Rows("BinaryCrossentropy", (t, p) => BinaryCrossentropy.Of(t, p, labelSmoothing: 0.2), (t, p) => Mean(t, p, (a, b) => Cross((a * 0.8) + 0.1, b)), 0.1, 0.9),
        Rows("BinaryCrossentropy from logits", (t, p) => BinaryCrossentropy.Of(t, p, fromLogits: true), (t, p) => Mean(t, p, (a, b) => Cross(a, Sigmoid(b)))),
        Rows("BinaryFocalCrossentropy", (t, p) => BinaryFocalCrossentropy.Of(t, p, applyClassBalancing: true), (t, p) => Mean(t, p, Focal), 0.1, 0.9),
        Rows("CategoricalCrossentropy", (t, p) => CategoricalCrossentropy.Of(t, p), (t, p) => -Sum(t, p, (a, b) => a * Math.Log(b / p.Sum())), 0.1, 0.9),
        new("CategoricalCrossentropy from logits loss", x => CategoricalCrossentropy.Of(Tensor.Constant(Shares).BroadcastTo(x[0].Shape), x[0], fromLogits: true), x => [.. x[0].Chunk(4).Select(p => -Sum(Shares, p, (a, b) => a * Math.Log(Math.Exp(b) / p.Sum(Math.Exp))))]) { Tolerance = 1e-12 },
        Rows("CategoricalFocalCrossentropy", (t, p) => CategoricalFocalCrossentropy.Of(t, p), (t, p) => -Sum(t, p, (a, b) => 0.25 * Math.Pow(1 - (b / p.Sum()), 2) * a * Math.Log(b / p.Sum())), 0.1, 0.9),
        Classes("SparseCategoricalCrossentropy", (t, p) => SparseCategoricalCrossentropy.Of(t, p), (own, p) => -Math.Log(own / p.Sum()), 0.1, 0.9),
        Classes("SparseCategoricalCrossentropy from logits", (t, p) => SparseCategoricalCrossentropy.Of(t, p, fromLogits: true), (own, p) => Math.Log(p.Sum(Math.Exp)) - own),
        Classes("CategoricalGeneralizedCrossEntropy", (t, p) => CategoricalGeneralizedCrossEntropy.Of(t, p, 0.4), (own, p) => (1 - Math.Pow(own, 0.4)) / 0.4, 0.1, 0.9),
        Rows("Dice", (t, p) => Dice.Of(t, p, -1), (t, p) => 1 - (2 * Dot(t, p) / (t.Sum() + p.Sum() + 1e-7)), 0.1, 0.9),
        Rows("Tversky", (t, p) => Tversky.Of(t, p, 0.3, 0.7, -1), (t, p) => 1 - (Dot(t, p) / (Dot(t, p) + (0.3 * Sum(t, p, (a, b) => a * (1 - b))) + (0.7 * Sum(t, p, (a, b) => (1 - a) * b)) + 1e-7)), 0.1, 0.9),
    ];

    static double[] Shares => [0.1, 0.2, 0.3, 0.4];

    static OpCase Rows(string name, Func<Tensor, Tensor, Tensor> run, Func<double[], double[], double> reference, double low = -2, double high = 2) =>
        new($"{name} loss", x => run(x[0], x[1]), x => [.. x[0].Chunk(4).Zip(x[1].Chunk(4), reference)]) { Shapes = [[3, 4], [3, 4]], Ranges = [(low, high)], Tolerance = 1e-12 };

    static OpCase Classes(string name, Func<Tensor, Tensor, Tensor> run, Func<double, double[], double> reference, double low = -2, double high = 2) =>
        new($"{name} loss", x => run(Tensor.Constant(new[] { 2, 0, 3 }), x[0]), x => [.. x[0].Chunk(4).Zip([2, 0, 3], (p, label) => reference(p[label], p))]) { Ranges = [(low, high)], Tolerance = 1e-12 };

    static double Mean(double[] t, double[] p, Func<double, double, double> f) => t.Zip(p, f).Average();

    static double Sum(double[] t, double[] p, Func<double, double, double> f) => t.Zip(p, f).Sum();

    static double Dot(double[] x, double[] y) => Sum(x, y, (a, b) => a * b);

    static double Cross(double t, double p) => -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p));

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    static double Focal(double t, double p) => ((t * 0.25) + ((1 - t) * 0.75)) * Math.Pow(1 - ((t * p) + ((1 - t) * (1 - p))), 2) * Cross(t, p);
}
