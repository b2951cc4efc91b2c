namespace Nabla.Tests.Catalog;

/// <summary>Partitions, diagonals, masked slices and sparse arrays.</summary>
static class PartitionCases
{
    static readonly Tensor Parts = Tensor.Constant(new[] { 1, 0, 1, 1 });

    static readonly Tensor Tuples = Tensor.Constant(new[,] { { 0L, 1 }, { 0, 2 }, { 2, 0 }, { 2, 2 } });

    static readonly Shape Sparse = [3, 4];

    static readonly Tensor Splits = Tensor.Constant(new[] { 0L, 2, 2, 4 });

    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("dynamic_partition", x => x.DynamicPartition(Parts, 2)[1], v => [.. v[..3], .. v[6..]]),
        Case("dynamic_stitch", x => Tensor.DynamicStitch([Tensor.Constant(new[] { 3, 0 }), Tensor.Constant(new[] { 1, 2 })], [x[..2], x[2..]]), v => [.. v[3..6], .. v[6..], .. v[..3]]),
        Case("reverse_sequence", x => x.ReverseSequence(Tensor.Constant(new[] { 2, 3, 0, 1 }), 1), v => [v[1], v[0], v[2], v[5], v[4], v[3], .. v[6..]]),
        Case("reverse_sequence, time first", x => x.ReverseSequence(Tensor.Constant(new[] { 4L, 1, 3 }), 0, 1), v => [v[9], v[1], v[8], v[6], v[4], v[5], v[3], v[7], v[2], v[0], v[10], v[11]]),
        Case("nth_element", x => x.NthElement(1), v => [.. v.Chunk(3).Select(row => row.Order().ElementAt(1))]),
        Case("nth_element, reverse", x => x.NthElement(0, reverse: true), v => [.. v.Chunk(3).Select(row => row.Max())]),
        Case("matrix_diag", x => x.MatrixDiag(), v => [.. Enumerable.Range(0, 36).Select(i => i % 9 / 3 == i % 3 ? v[(i / 9 * 3) + (i % 3)] : 0)]),
        Case("matrix_diag, band", x => x[..3].MatrixDiag(-1, 1, align: DiagonalAlign.LeftRight, padding: 9), v => [v[3], v[0], 9, v[7], v[4], v[1], 9, v[8], v[5]]),
        Case("matrix_diag_part", x => x.MatrixDiagPart(-1, 1), v => [0, v[1], v[5], v[0], v[4], v[8], v[3], v[7], v[11]]),
        Case("matrix_diag_part, left", x => x.MatrixDiagPart(-2, 0, 7, DiagonalAlign.LeftLeft), v => [v[0], v[4], v[8], v[3], v[7], v[11], v[6], v[10], 7]),
        Case("matrix_set_diag", x => x.MatrixSetDiag(x[0] * 2), v => [2 * v[0], v[1], v[2], v[3], 2 * v[1], v[5], v[6], v[7], 2 * v[2], v[9], v[10], v[11]]),
        Case("matrix_band_part", x => x.MatrixBandPart(1, 0), v => [v[0], 0, 0, v[3], v[4], 0, 0, v[7], v[8], 0, 0, v[11]]),
        Case("tensor_diag", x => x[..2, ..2].TensorDiag().TensorDiagPart(), v => [v[0], v[1], v[3], v[4]]),
        Case("mirror pad, folded back", x => x.MirrorPadGradient([(1, 1), (0, 1)], PadMode.Symmetric), v => [v[0] + v[3], v[1] + v[2] + v[4] + v[5], v[6] + v[9], v[7] + v[8] + v[10] + v[11]]),
        Case("masked slice", x => x.StridedSlice(new([0, 9, 1], [0, 9, 3], [1, 1, 1]) { EllipsisMask = 1, NewAxisMask = 2 }), v => [.. v.Where((_, i) => i % 3 > 0)]),
        Case("masked slice, placed", x => x[0].StridedSliceGradient([2, 4], new([-1, 0], [0, 3], [1, 1]) { ShrinkAxisMask = 1 }), v => [0, 0, 0, 0, .. v[..3], 0]),
        Case("masked slice, replaced", x => x.StridedSliceUpdate(new([1], [3], [1]), x[0] * 3), v => [.. v[..3], 3 * v[0], 3 * v[1], 3 * v[2], 3 * v[0], 3 * v[1], 3 * v[2], .. v[9..]]),
        Case("sparse to dense", x => Tensor.SparseToDense(Tuples, Sparse, x[.., 0], 5), v => [5, v[0], v[3], 5, 5, 5, 5, 5, v[6], 5, v[9], 5]),
        Case("sparse reduce_sum", x => Tensor.SparseReduceSum(Tuples, x[.., 0], Sparse, 1), v => [v[0] + v[3], 0, v[6] + v[9]]),
        Case("sparse reduce_max", x => Tensor.SparseReduceMax(Tuples, x[.., 0], Sparse, 0, keepDims: true), v => [v[6], v[0], Math.Max(v[3], v[9]), 0]),
        Case("sparse softmax", x => Tensor.SparseSoftmax(Tuples, x[.., 0], Sparse), v => [1 / (1 + Math.Exp(v[3] - v[0])), 1 / (1 + Math.Exp(v[0] - v[3])), 1 / (1 + Math.Exp(v[9] - v[6])), 1 / (1 + Math.Exp(v[6] - v[9]))]),
        Case("sparse matmul", x => Tensor.SparseMatMul(Tuples, x[.., 0], Sparse, x[.., 1..]), v => [(v[0] * v[4]) + (v[3] * v[7]), (v[0] * v[5]) + (v[3] * v[8]), 0, 0, (v[6] * v[1]) + (v[9] * v[7]), (v[6] * v[2]) + (v[9] * v[8])]),
        Case("sparse matmul, adjoint", x => Tensor.SparseMatMul(Tuples, x[.., 0], Sparse, x[..3], adjointSparse: true), null),
        Case("sparse concatenate", x => Tensor.SparseConcatenate([Tuples, Tuples], [x[.., 0], x[.., 1]], [Sparse, Sparse], 1).Values, v => [v[0], v[3], v[1], v[4], v[6], v[9], v[7], v[10]]),
        Case("sparse slice", x => Tensor.SparseSlice(Tuples, x[.., 0], Sparse, [0, 1], [2, 9]).Values, v => [v[0], v[3]]),
        Case("sparse split", x => Tensor.SparseSplit(Tuples, x[.., 0], Sparse, 2, -1)[1].Values, v => [v[3], v[9]]),
        Case("sparse add", x => Tensor.SparseAdd(Tuples, x[.., 0], Tensor.Constant(new[,] { { 0L, 2 }, { 1, 1 } }), x[..2, 1], Sparse).Values, v => [v[0], v[3] + v[1], v[4], v[6], v[9]]),
        Case("sparse add, small sums left out", x => Tensor.SparseAdd(Tuples, x[.., 0].Sign(), Tuples, x[.., 0], Sparse, 1).Values, null),
        Case("sparse fill empty rows", x => Tensor.SparseFillEmptyRows(Tuples, x[.., 0], Sparse, 7).Values, v => [v[0], v[3], 7, v[6], v[9]]),
        Case("sparse and dense, added", x => Tensor.SparseDenseAdd(Tuples, x[.., 0], x.Transpose()), v => [v[0], v[3] + v[0], v[6] + v[3], v[9], v[1], v[4], v[7], v[10], v[2] + v[6], v[5], v[8] + v[9], v[11]]),
        Case("sparse and dense, multiplied", x => Tensor.SparseDenseMultiply(Tuples, x[.., 0], Sparse, x[..1, 1]), v => [v[0] * v[1], v[3] * v[1], v[6] * v[1], v[9] * v[1]]),
        Case("sparse and dense, divided", x => Tensor.SparseDenseDivide(Tuples, x[.., 0], Sparse, x[..1, 1].Square() + 1), v => [.. new[] { v[0], v[3], v[6], v[9] }.Select(e => e / ((v[1] * v[1]) + 1))]),
        Case("ragged gather", x => Tensor.RaggedGather([Splits], x, Tensor.Constant(new[] { 2, 0 })).Values, v => [.. v[6..], .. v[..6]]),
        Case("ragged to sparse", x => Tensor.RaggedToSparse([Splits], x).Values, v => v),
        Case("ragged to dense", x => Tensor.RaggedToDense([Splits], x[.., 0], Tensor.Constant(9.0)), v => [v[0], v[3], 9, 9, v[6], v[9]]),
        Case("ragged to dense, cut", x => Tensor.RaggedToDense([Splits], x, Tensor.Constant(9.0), [3, 1, null]), v => [.. v[..3], 9, 9, 9, .. v[6..9]]),
        Fixed("ragged to sparse, places", x => Tensor.RaggedToSparse([Splits], x[.., ..1]).Indices, _ => [0, 0, 0, 0, 1, 0, 2, 0, 0, 2, 1, 0]),
        Fixed("ragged range", _ => Tensor.RaggedRange(Tensor.Constant(new[] { 0, 5, 3 }), Tensor.Constant(new[] { 3, 5, 0 }), Tensor.Constant(new[] { 1, 1, -2 })).Values, _ => [0, 1, 2, 3, 1]),
        Fixed("edit distance", _ => Tensor.EditDistance(Tuples, Tensor.Constant(new[] { 1, 2, 3, 4 }), Sparse, Tuples, Tensor.Constant(new[] { 1, 3, 4, 3 }), Sparse), _ => [0.5, 0, 1]),
        Fixed("set difference", _ => Tensor.Constant(new[,] { { 3, 1, 2 }, { 5, 5, 4 } }).SetOperation(Tensor.Constant(new[,] { { 1 }, { 4 } }), SetKind.Difference).Values, _ => [2, 3, 5]),
        Fixed("set union, places", _ => Tensor.Constant(new[,] { { 3, 1 }, { 5, 5 } }).SetOperation(Tensor.Constant(new[,] { { 1 }, { 4 } }), SetKind.Union).Indices, _ => [0, 0, 0, 1, 1, 0, 1, 1]),
        Fixed("lower_bound", x => Tensor.Constant(new[,] { { -1.0, 0, 1 } }).LowerBound(x.Reshape([1, 12])), v => [.. v.Select(e => (e > -1 ? 1.0 : 0) + (e > 0 ? 1 : 0) + (e > 1 ? 1 : 0))]),
        Fixed("list difference", x => x.Ravel().ListDifference(x[1..3].Ravel()).Indices, _ => [0, 1, 2, 9, 10, 11]),
        Fixed("broadcast_shape", _ => Tensor.BroadcastShape(Tensor.Constant(new[] { 2, 1, 3 }), Tensor.Constant(new[] { 4, 1 })), _ => [2, 4, 3]),
        Fixed("broadcast_gradient_axes", _ => Tensor.BroadcastGradientAxes(Tensor.Constant(new[] { 2, 1, 3 }), Tensor.Constant(new[] { 4, 1 })).Y, _ => [0, 2]),
        Fixed("concatenate_offsets", _ => Tensor.ConcatenateOffsets([Tensor.Constant(new[] { 2, 3 }), Tensor.Constant(new[] { 2, 5 }), Tensor.Constant(new[] { 2, 1 })], -1)[2], _ => [0, 8]),
    ];

    static OpCase Case(string name, Func<Tensor, Tensor> run, Func<double[], double[]>? reference) =>
        new(name, x => run(x[0]), reference is null ? null : x => reference(x[0])) { Shapes = [[4, 3]] };

    static OpCase Fixed(string name, Func<Tensor, Tensor> run, Func<double[], double[]> reference) => Case(name, x => run(x).Cast(ElementType.Float64), reference) with { Orders = 0 };
}
