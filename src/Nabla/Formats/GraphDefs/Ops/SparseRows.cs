namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Sparse tensors as three dense ones: places, values, shape.</summary>
static class SparseRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("SparseToDense", "Tindices, Tindices, T, T -> T", n => Tensor.SparseToDense(n[0], n.Shape(1), n[2], n[3], n.Flag("validate_indices", true)));
        table.Add("SparseReorder", "int64, T, int64 -> output_indices:int64, output_values:T", n => Tensor.SparseReorder(n[0], n[1], n.Shape(2)) is var (indices, values) ? [indices, values] : []);
        table.Add("SparseReshape", "int64, int64, int64 -> output_indices:int64, output_shape:int64", n => Tensor.SparseReshape(n[0], n.Shape(1), Shape.Of(n.Longs(2))) is var (indices, shape) ? [indices, Tensor.Constant<long>(shape.ToArray())] : []);
        table.Add("SparseReduceSum", "int64, T, int64, int32 -> T", n => Tensor.SparseReduceSum(n[0], n[1], n.Shape(2), Axes.Create(n.Ints(3)), n.Flag("keep_dims")));
        table.Add("SparseReduceMax", "int64, T, int64, int32 -> T", n => Tensor.SparseReduceMax(n[0], n[1], n.Shape(2), Axes.Create(n.Ints(3)), n.Flag("keep_dims")));
        table.Add("SparseSoftmax", "int64, T, int64 -> T", n => Tensor.SparseSoftmax(n[0], n[1], n.Shape(2)));
        table.Add("SparseTensorDenseMatMul", "Tindices, T, int64, T -> T", n => Tensor.SparseMatMul(n[0], n[1], n.Shape(2), n[3], n.Flag("adjoint_a"), n.Flag("adjoint_b")));
    }
}
