namespace Nabla.Tests.Catalog;

/// <summary>Recurrent blocks, and sequences whose alignment is unknown.</summary>
static class SequenceCases
{
    static readonly Tensor Lengths = Tensor.Constant(new[] { 3, 2 });

    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("lstm block cell", x => Sum(x[0].LstmBlockCell(x[1], x[2], x[3], x[4], x[5], x[5] * 2, x[5] * 3, cellClip: 1.9)), null, [1, 2], [1, 2], [1, 2], [4, 8], [8], [2]),
        Case("block lstm", x => Sum(x[0].BlockLstm(x[1], x[2], x[3], x[4])), null, [3, 1, 2], [1, 1], [1, 1], [3, 4], [4]),
        Case("block lstm, fewer steps", x => Sum(x[0].BlockLstm(x[1], x[2], x[3], x[4], forgetBias: 1, order: GateOrder.InputCandidateForgetOutput, steps: Tensor.Constant(2L))), null, [3, 1, 2], [1, 1], [1, 1], [3, 4], [4]),
        Case("gru block cell", x => x[0].GruBlockCell(x[1], x[2], x[3], x[4], x[5]).Hidden, null, [1, 2], [1, 2], [4, 4], [4, 2], [4], [2]),
        Case("ctc loss", x => Tensor.CtcLoss(Tensor.Constant(new[] { 1, 1, 2, 0 }, [2, 2]), x[0], Tensor.Constant(new[] { 2, 1 }), Lengths), x => [.. Enumerable.Range(0, 2).Select(n => n == 0 ? Ways(x[0], 0, [[1, 0, 1]]) : Ways(x[0], 9, [[2, 2], [0, 2], [2, 0]]))], [2, 3, 3]) with { Orders = 1, Tolerance = 1e-12 },
        Case("ctc loss, repetitions apart", x => Tensor.CtcLoss(Tensor.Constant(new[] { 1, 1 }, [1, 2]), x[0], Tensor.Constant(new[] { 2 }), Tensor.Constant(new[] { 3 }), mergeRepeated: false), x => [Ways(x[0], 0, [[1, 1, 0], [1, 0, 1], [0, 1, 1]])], [1, 3, 3]) with { Orders = 1, Tolerance = 1e-12 },
        Case("sparse ctc loss", x => Tensor.SparseCtcLoss(x[0], Tensor.Constant(new[] { 0L, 0, 0, 1 }, [2, 2]), Tensor.Constant(new[] { 1, 1 }), Tensor.Constant(new[] { 2 }), collapseRepeated: true).Loss, x => [Ways(x[0], 0, [[1, 1], [2, 1], [1, 2]])], [2, 1, 3]) with { Orders = 1, Tolerance = 1e-12 },
        Case("ctc decode, greedy", x => x[0].CtcDecodeGreedy(Lengths).Scores, x => [-Best(x[0], 0) - Best(x[0], 1) - Best(x[0], 2), -Best(x[0], 3) - Best(x[0], 4)], [2, 3, 3]) with { Orders = 0 },
        Case("ctc decode, beam", x => x[0].CtcDecodeBeam(Lengths, 50, 2).Scores, null, [2, 3, 3]) with { Orders = 0 },
    ];

    static Tensor Sum(LstmStates s) => s.InputGate + s.Cell + s.ForgetGate + s.OutputGate + s.Candidate + s.CellOutput + s.Hidden;

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes, Ranges = [(-0.9, 0.9)] };

    // −log of the sum of the probabilities of alignments, three classes a step.
    static double Ways(double[] x, int start, int[][] alignments) =>
        -Math.Log(alignments.Sum(way => way.Select((k, t) => Math.Exp(x[start + (3 * t) + k]) / x.Skip(start + (3 * t)).Take(3).Sum(Math.Exp)).Aggregate(1.0, (a, b) => a * b)));

    static double Best(double[] x, int step) => x.Skip(3 * step).Take(3).Max();
}
