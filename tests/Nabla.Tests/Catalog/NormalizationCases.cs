namespace Nabla.Tests.Catalog;

/// <summary>Normalisations, by their formulas.</summary>
static class NormalizationCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("batch normalization", x => x[0].BatchNormalization(x[1], x[2], -1, x[3], x[4], 0.1), x => [.. x[0].Select((v, i) => ((v - x[1][i % 2]) / Math.Sqrt(x[2][i % 2] + 0.1) * x[4][i % 2]) + x[3][i % 2])], [3, 2], [2], [2], [2], [2]),
        Case("batch normalization, axis 1, bare", x => x[0].BatchNormalization(x[1], x[2], 1), null, [2, 3, 2], [3], [3]),
        Case("layer normalization", x => x[0].LayerNormalization(x[1], x[2], epsilon: 0.1), x => [.. x[0].Chunk(4).SelectMany(row => row.Select((v, i) => ((v - row.Average()) / Math.Sqrt(Variance(row) + 0.1) * x[1][i]) + x[2][i]))], [2, 4], [4], [4]),
        Case("layer normalization over two axes", x => x[0].LayerNormalization(x[1], axis: [1, 2]), null, [2, 2, 3], [2, 3]),
        Case("layer normalization over the first axis", x => x[0].LayerNormalization(x[1], x[2], axis: 0), null, [3, 2], [3], [3]),
        Case("layer normalization, offset alone", x => x[0].LayerNormalization(beta: x[1]), null, [2, 3], [3]),
        Case("rms normalization over the first axis", x => x[0].RmsNormalization(x[1], axis: 0), null, [3, 2], [3]),
        Case("rms normalization", x => x[0].RmsNormalization(x[1], epsilon: 0.1), x => [.. x[0].Chunk(4).SelectMany(row => row.Select((v, i) => v / Math.Sqrt(row.Average(u => u * u) + 0.1) * x[1][i]))], [2, 4], [4]),
        Case("batch normalization by the batch's figures", x => x[0].NormalizeBatch(x[2], x[1], 0.1).Y, x => [.. x[0].Select((v, i) => Batch(x, v, i % 2))], [2, 2, 2], [2], [2]),
        Case("batch normalization by the batch's figures, bare, and the figures", x => x[0].NormalizeBatch() is var n ? (n.Y * 0.5) + n.Mean + (n.Variance * 2) : x[0], null, [3, 2, 3]),
        Case("fused batch norm in training", x => x[0].FusedBatchNorm(x[1], x[2], epsilon: 0.1).Y, x => [.. x[0].Select((v, i) => Batch(x, v, i % 2))], [2, 2, 2], [2], [2]),
        Case("fused batch norm in inference, channels first", x => x[0].FusedBatchNorm(x[1], x[2], x[3], x[4], isTraining: false, dataFormat: DataFormat.ChannelsFirst).Y, null, [2, 2, 3], [2], [2], [2], [2]),
        Case("fused batch norm, running figures", x => x[0].FusedBatchNorm(x[1], x[1], x[1], x[2], averageFactor: 0.25).Variance, x => [.. Enumerable.Range(0, 2).Select(c => (0.75 * x[2][c]) + (0.25 * Variance(Channel(x[0], c)) * 4 / 3))], [4, 2], [2], [2]) with { Orders = 0 },
        Case("fused batch norm gradient", x => x[0].FusedBatchNormGradient(x[1], x[2], x[3], x[4], 0.1) is var d ? d.X + d.Scale + d.Offset : x[0], null, [3, 2], [3, 2], [2], [2], [2]),
        Case("fused batch norm gradient in inference", x => x[0].FusedBatchNormGradient(x[1], x[2], x[3], x[4], 0.1, isTraining: false) is var d ? d.X + d.Scale + d.Offset : x[0], null, [3, 2], [3, 2], [2], [2], [2]),
        Case("local response normalization", x => x[0].LocalResponseNormalization(1, 2, 0.5, 0.75), x => [.. x[0].Select((v, i) => v / Math.Pow(2 + (0.5 * Near(x[0], i)), 0.75))], [1, 1, 2, 4]),
        Case("local response normalization gradient", x => x[0].LocalResponseNormalizationGradient(x[1], x[2], 1, 2, 0.5, 0.75), null, [1, 1, 1, 3], [1, 1, 1, 3], [1, 1, 1, 3]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes, Ranges = [(-2, 2), (0.5, 2)] };

    static double Variance(double[] row) => row.Average(v => (v - row.Average()) * (v - row.Average()));

    static double[] Channel(double[] x, int channel) => [.. x.Where((_, i) => i % 2 == channel)];

    static double Batch(double[][] x, double v, int c) => ((v - Channel(x[0], c).Average()) / Math.Sqrt(Variance(Channel(x[0], c)) + 0.1) * x[1][c]) + x[2][c];

    // Squares of the pixel's channels up to one away, of four.
    static double Near(double[] x, int i) => x.Where((_, k) => k / 4 == i / 4 && Math.Abs(k - i) <= 1).Sum(v => v * v);
}
