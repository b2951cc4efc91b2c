namespace Nabla.Goldens.Ops;

/// <summary>Products, factorisations, solutions, norms.</summary>
static class LinearAlgebraRows
{
    public static void Add(OpTable table)
    {
        table["matmul(x1, x2)"] = call => call.Tensor("x1").MatMul(call.Tensor("x2"));
        table["dot(x1, x2)"] = call => call.Tensor("x1").Dot(call.Tensor("x2"));
        table["inner(x1, x2)"] = call => call.Tensor("x1").Inner(call.Tensor("x2"));
        table["outer(x1, x2)"] = call => call.Tensor("x1").Outer(call.Tensor("x2"));
        table["vdot(x1, x2)"] = call => call.Tensor("x1").VDot(call.Tensor("x2"));
        table["kron(x1, x2)"] = call => call.Tensor("x1").Kron(call.Tensor("x2"));
        table["cross(x1, x2, axisa=-1, axisb=-1, axisc=-1, axis=None)"] = call => call.Tensor("x1").Cross(call.Tensor("x2"), call.Int("axisa"), call.Int("axisb"), call.Int("axisc"), call.IntOrNull("axis"));
        table["tensordot(x1, x2, axes=2)"] = call => Choices.AxisPairs(call["axes"]) is var (left, right) ? call.Tensor("x1").TensorDot(call.Tensor("x2"), left, right) : call.Tensor("x1").TensorDot(call.Tensor("x2"), call.Int("axes"));
        table["norm(x, ord=None, axis=None, keepdims=False)"] = call => Choices.MatrixNorm(call["ord"]) is { } named ? call.Tensor("x").Norm(named, call.Axes("axis"), call.Flag("keepdims")) : call.Tensor("x").Norm(call.DoubleOrNull("ord"), call.Axes("axis"), call.Flag("keepdims"));
        table["einsum(subscripts, *operands)"] = call => Tensor.Einsum(call.Text("subscripts"), call.Tensors("operands"));
    }
}
