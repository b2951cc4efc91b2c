namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Sums, parts and unions of sparse tensors, sets, distances between sequences.</summary>
static class SparsePartRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("SparseAdd", "int64, T, int64, int64, T, int64, Treal -> sum_indices:int64, sum_values:T, sum_shape:int64", n =>
            Tensor.SparseAdd(n[0], n[1], n[3], n[4], n.Shape(2), n[6].Cast(ElementType.Float64).ToScalar<double>()) is var (indices, values) ? [indices, values, n[2]] : []);
        table.Add("SparseConcat", "N*int64, N*T, N*int64 -> output_indices:int64, output_values:T, output_shape:int64", Concatenate);
        table.Add("SparseSlice", "int64, T, int64, int64, int64 -> output_indices:int64, output_values:T, output_shape:int64", n =>
            Tensor.SparseSlice(n[0], n[1], n.Shape(2), n.Longs(3), n.Longs(4)) is var (indices, values, shape) ? [indices, values, Lengths(shape)] : []);
        table.Add("SparseSplit", "int64, int64, T, int64 -> num_split*int64, num_split*T, num_split*int64", Split);
        table.Add("SparseFillEmptyRows", "int64, T, int64, T -> output_indices:int64, output_values:T, empty_row_indicator:bool, reverse_index_map:int64", n =>
            Tensor.SparseFillEmptyRows(n[0], n[1], n.Shape(2), n[3]) is var (indices, values, empty, places) ? [indices, values, empty, places] : []);
        table.Add("SparseTensorDenseAdd", "Tindices, T, Tindices, T -> T", n => Tensor.SparseDenseAdd(n[0], n[1], n[3]));
        table.Add("SparseDenseCwiseMul", "int64, T, int64, T -> T", n => Tensor.SparseDenseMultiply(n[0], n[1], n.Shape(2), n[3]));
        table.Add("SparseDenseCwiseDiv", "int64, T, int64, T -> T", n => Tensor.SparseDenseDivide(n[0], n[1], n.Shape(2), n[3]));
        table.Add("SparseMatMul", "Ta=float32, Tb=float32 -> float32", n =>
            n[0].Cast(ElementType.Float32).MatMul(n[1].Cast(ElementType.Float32), n.Flag("transpose_a"), n.Flag("transpose_b")));
        table.Add("DenseToDenseSetOperation", "T, T -> result_indices:int64, result_values:T, result_shape:int64", n =>
            n[0].SetOperation(n[1], Kind(n)) is var (indices, values, shape) ? [indices, values, shape] : []);
        table.Add("EditDistance", "int64, T, int64, int64, T, int64 -> float32", n =>
            Tensor.EditDistance(n[0], n[1], n.Shape(2), n[3], n[4], n.Shape(5), n.Flag("normalize", true)));
    }

    static Tensor[] Concatenate(ImportedCall n)
    {
        int count = n.Count / 3;
        var shapes = Enumerable.Range(2 * count, count).Select(n.Shape).ToArray();
        var (indices, values, shape) = Tensor.SparseConcatenate(n[..count], n[count..(2 * count)], shapes, n.Int("concat_dim"));
        return [indices, values, Lengths(shape)];
    }

    static Tensor[] Split(ImportedCall n)
    {
        var parts = Tensor.SparseSplit(n[1], n[2], n.Shape(3), n.Int("num_split"), n.Int(0));
        return [.. parts.Select(part => part.Indices), .. parts.Select(part => part.Values), .. parts.Select(part => Lengths(part.Shape))];
    }

    static SetKind Kind(ImportedCall n) => n.Text("set_operation", string.Empty) switch
    {
        "intersection" => SetKind.Intersection,
        "union" => SetKind.Union,
        "a-b" => SetKind.Difference,
        "b-a" => SetKind.ReversedDifference,
        var other => throw n.Bad($"set_operation is '{other}': intersection, union, a-b or b-a is expected"),
    };

    static Tensor Lengths(Shape shape) => Tensor.Constant<long>(shape.ToArray());
}
