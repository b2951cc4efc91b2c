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
        table["det(x)"] = call => call.Tensor("x").Det();
        table["inv(x)"] = call => call.Tensor("x").Inv();
        table["logdet(x)"] = call => call.Tensor("x").LogDet();
        table["slogdet(x)"] = call => call.Tensor("x").SLogDet();
        table["cholesky(x, upper=False)"] = call => call.Tensor("x").Cholesky(call.Flag("upper"));
        table["cholesky_inverse(x, upper=False)"] = call => call.Tensor("x").CholeskyInverse(call.Flag("upper"));
        table["lu_factor(x)"] = call => call.Tensor("x").LuFactor();
        table["eig(x)"] = call => call.Tensor("x").Eig();
        table["eigh(x)"] = call => call.Tensor("x").Eigh();
        table["solve(a, b)"] = call => call.Tensor("a").Solve(call.Tensor("b"));
        table["solve_triangular(a, b, lower=False)"] = call => call.Tensor("a").SolveTriangular(call.Tensor("b"), call.Flag("lower"));
        table["qr(x, mode='reduced')"] = call => call.Text("mode") switch
        {
            "reduced" => call.Tensor("x").Qr(),
            "complete" => call.Tensor("x").Qr(complete: true),
            var mode => throw new ArgumentException($"qr: mode {mode}: C# has a truth value there, complete or not."),
        };
        table["svd(x, full_matrices=True, compute_uv=True)"] = call => call.Flag("compute_uv") ? call.Tensor("x").Svd(call.Flag("full_matrices")) : call.Without("full_matrices").Tensor("x").SingularValues();
        table["pinv(x, rcond=None)"] = call => call.Tensor("x").Pinv(call.DoubleOrNull("rcond"));
        table["matrix_rank(x, tol=None)"] = call => call.Tensor("x").MatrixRank(call.DoubleOrNull("tol"));
        table["lstsq(a, b, rcond=None)"] = call => call.Tensor("a").Lstsq(call.Tensor("b"), call.DoubleOrNull("rcond"));
        table["einsum(subscripts, *operands)"] = call => Tensor.Einsum(call.Text("subscripts"), call.Tensors("operands"));
    }
}
