namespace Nabla.Tests.Catalog;

/// <summary>Attention, by its formula for one place after another.</summary>
static class AttentionCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("attention", x => x[0].DotProductAttention(x[1], x[2]), x => Attend(x, (2, 3, 1, 1, 2), 2, (_, _) => true), [1, 2, 1, 2], [1, 3, 1, 2], [1, 3, 1, 2]),
        Case("attention, biased, heads share", x => x[0].DotProductAttention(x[1], x[2], x[3]), x => Attend(x, (2, 3, 2, 1, 2), 2, (_, _) => true), [1, 2, 2, 2], [1, 3, 1, 2], [1, 3, 1, 2], [2, 3]),
        Case("attention, values of another depth", x => x[0].DotProductAttention(x[1], x[2], scale: 0.5), x => Attend(x, (2, 2, 1, 1, 2), 3, (_, _) => true, 0.5), [1, 2, 1, 2], [1, 2, 1, 2], [1, 2, 1, 3]),
        Case("attention, causal", x => x[0].DotProductAttention(x[1], x[2], scale: 0.5, isCausal: true), x => Attend(x, (2, 2, 1, 1, 2), 2, (t, s) => s <= t, 0.5), [1, 2, 1, 2], [1, 2, 1, 2], [1, 2, 1, 2]),
        Case("attention, masked and biased by heads", x => x[0].DotProductAttention(x[1], x[2], x[3], Seen), x => Attend(x, (2, 3, 2, 2, 1), 1, (t, s) => t == 0 ? s == 1 : s != 1), [1, 2, 2, 1], [1, 3, 2, 1], [1, 3, 2, 1], [1, 2, 1, 1]),
        Case("attention, masked and causal", x => x[0].DotProductAttention(x[1], x[2], mask: Seen, isCausal: true), null, [1, 2, 2, 1], [1, 3, 2, 1], [1, 3, 2, 1]),
    ];

    static Tensor Seen => Tensor.Constant((Array)new[] { false, true, false, true, false, true }, [2, 3]);

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes };

    // One sample; a bias is given as [targets, sources] or one number a head.
    static double[] Attend(double[][] x, (int Targets, int Sources, int Heads, int Shared, int Depth) n, int width, Func<int, int, bool> sees, double? scale = null)
    {
        var y = new List<double>();
        for (int t = 0; t < n.Targets; t++)
        {
            for (int h = 0; h < n.Heads; h++)
            {
                int shared = h / (n.Heads / n.Shared);
                double Score(int s) => !sees(t, s) ? double.NegativeInfinity
                    : (Enumerable.Range(0, n.Depth).Sum(d => x[0][(((t * n.Heads) + h) * n.Depth) + d] * x[1][(((s * n.Shared) + shared) * n.Depth) + d]) * (scale ?? 1 / Math.Sqrt(n.Depth)))
                        + (x.Length < 4 ? 0 : x[3].Length == n.Heads ? x[3][h] : x[3][(t * n.Sources) + s]);
                double[] weights = [.. Enumerable.Range(0, n.Sources).Select(s => Math.Exp(Score(s)))];
                y.AddRange(Enumerable.Range(0, width).Select(d => Enumerable.Range(0, n.Sources).Sum(s => weights[s] * x[2][(((s * n.Shared) + shared) * width) + d]) / weights.Sum()));
            }
        }

        return [.. y];
    }
}
