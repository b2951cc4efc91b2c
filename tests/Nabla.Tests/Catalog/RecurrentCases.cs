namespace Nabla.Tests.Catalog;

/// <summary>Recurrent sequences; their values are held against steps of single operations elsewhere.</summary>
static class RecurrentCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("lstm", x => x[0].LstmSequence(x[1], x[2], x[3]).Outputs, [2, 3, 2], [2, 8], [2, 8], [8]),
        Case("lstm, mask, first states, last states", x => All3(x[0].LstmSequence(x[1], x[2], x[3], Mask(2, 3), x[4], x[5], reverse: true)), [2, 3, 2], [2, 8], [2, 8], [8], [2, 2], [2, 2]),
        Case("lstm without bias, last states", x => Last2(x[0].LstmSequence(x[1], x[2])), [1, 2, 3], [3, 4], [1, 4]),
        Case("gru", x => x[0].GruSequence(x[1], x[2], x[3]).Outputs, [2, 3, 2], [2, 6], [2, 6], [2, 6]),
        Case("gru, mask, first state", x => All3(x[0].GruSequence(x[1], x[2], x[3], Mask(2, 3), x[4], reverse: true)), [2, 3, 2], [2, 6], [2, 6], [2, 6], [2, 2]),
        Case("gru, reset before", x => x[0].GruSequence(x[1], x[2], x[3], resetAfter: false).Outputs, [2, 3, 2], [2, 6], [2, 6], [6]),
        Case("gru, reset before, mask, first state", x => All3(x[0].GruSequence(x[1], x[2], x[3], Mask(2, 3), x[4], resetAfter: false)), [2, 3, 2], [2, 6], [2, 6], [6], [2, 2]),
        Case("simple rnn", x => x[0].SimpleRnnSequence(x[1], x[2], x[3]).Outputs, [2, 3, 2], [2, 3], [3, 3], [3]),
        Case("simple rnn, relu, mask, first state", x => All3(x[0].SimpleRnnSequence(x[1], x[2], x[3], Mask(2, 3), x[4], relu: true)), [2, 3, 2], [2, 3], [3, 3], [3], [2, 3]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, params Shape[] shapes) => new(name, run, null) { Shapes = shapes, Ranges = [(-1, 1)] };

    static Tensor Mask(int batch, int steps) =>
        Tensor.Constant((Array)Enumerable.Range(0, batch * steps).Select(i => i % 4 != 1).ToArray(), [batch, steps]);

    static Tensor Last2(RecurrentResult y) => y.Hidden + (2 * y.Cell!);

    // All results with weights of their own, so that each gradient counts.
    static Tensor All3(RecurrentResult y) => y.Outputs + (2 * y.Hidden.ExpandDims(1)) + (y.Cell is null ? 0 * y.Outputs : 3 * y.Cell.ExpandDims(1));
}
