namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Factorisations, inverses and linear systems.</summary>
static class FactorRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("Cholesky", "T -> T", n => n[0].Cholesky());
        table.Add("MatrixInverse", "T -> T", n => n[0].Inv(n.Flag("adjoint")));
        table.Add("MatrixDeterminant", "T -> T", n => n[0].Det());
        table.Add("LogMatrixDeterminant", "T -> sign:T, log_abs_determinant:T", n => n[0].SLogDet() is var (sign, log) ? [sign, log] : []);
        table.Add("MatrixSolve", "T, T -> T", n => n[0].Solve(n[1], n.Flag("adjoint")));
        table.Add("MatrixTriangularSolve", "T, T -> T", n => n[0].SolveTriangular(n[1], n.Flag("lower", true), n.Flag("adjoint")));
        table.Add("MatrixSolveLs", "T, T, float64 -> T", n => n[0].MatrixSolveLs(n[1], (double)n[2]));
        table.Add("Lu", "T -> lu:T, p:output_idx_type=int32", n => n[0].Lu() is var (lu, rows) ? [lu, rows.Cast(n.Type("output_idx_type", ElementType.Int32))] : []);
        table.Add("Qr", "T -> q:T, r:T", n => n[0].Qr(n.Flag("full_matrices")) is var (q, r) ? [q, r] : []);
        table.Add("SelfAdjointEigV2", "T -> e:T, v:T", n => n[0].Eigh() is var (values, vectors) ? [values, n.Flag("compute_v", true) ? vectors : Tensor.Zeros([0], values.ElementType)] : []);
        table.Add("Svd", "T -> s:T, u:T, v:T", Svd);
        table.Add("TridiagonalSolve", "T, T -> T", n => n[0].TridiagonalSolve(n[1]));
    }

    /// <summary>TensorFlow gives the right factor itself, not its transpose.</summary>
    static Tensor[] Svd(ImportedCall n)
    {
        if (!n.Flag("compute_uv", true))
        {
            var s = n[0].SingularValues();
            return [s, Tensor.Zeros([0], s.ElementType), Tensor.Zeros([0], s.ElementType)];
        }
        var (u, values, vh) = n[0].Svd(n.Flag("full_matrices"));
        return [values, u, vh.SwapAxes(-1, -2)];
    }
}
