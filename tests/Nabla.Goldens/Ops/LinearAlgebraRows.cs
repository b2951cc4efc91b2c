namespace Nabla.Goldens.Ops;

/// <summary>Products, factorisations, solutions, norms.</summary>
static class LinearAlgebraRows
{
    public static void Add(OpTable table)
    {
        table["matmul(x1, x2)"] = call => call.Tensor("x1").MatMul(call.Tensor("x2"));
    }
}
