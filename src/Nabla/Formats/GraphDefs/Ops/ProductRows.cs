namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Products of matrices, and diagonals.</summary>
static class ProductRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("MatMul", "T, T -> T", MatMul);
        foreach (var type in (string[])["BatchMatMul", "BatchMatMulV2"]) table.Add(type, "T, T -> T", n => Batch(n, n[0], n[1]));
        table.Add("BatchMatMulV3", "Ta, Tb -> Tout", n => Batch(n, n[0].Cast(n.Type("Tout")), n[1].Cast(n.Type("Tout"))));
        table.Add("Einsum", "N*T -> T", n => Tensor.Einsum(n.Attributes.Text("equation"), n.All));
        table.Add("MatrixBandPart", "T, Tindex, Tindex -> T", n => n[0].MatrixBandPart(n.Int(1), n.Int(2)));
        table.Add("Diag", "T -> T", n => n[0].TensorDiag());
        table.Add("DiagPart", "T -> T", n => n[0].TensorDiagPart());
        table.Add("MatrixDiag", "T -> T", n => n[0].MatrixDiag());
        table.Add("MatrixDiagPart", "T -> T", n => n[0].MatrixDiagPart());
        table.Add("MatrixSetDiag", "T, T -> T", n => n[0].MatrixSetDiag(n[1]));
        foreach (var type in (string[])["MatrixDiagV2", "MatrixDiagV3"]) table.Add(type, "T, int32, int32, int32, T -> T", n => Band(n, 1) is var (low, high) ? n[0].MatrixDiag(low, high, n.Int(2), n.Int(3), n[4], Align(n)) : n[0]);
        foreach (var type in (string[])["MatrixDiagPartV2", "MatrixDiagPartV3"]) table.Add(type, "T, int32, T -> T", n => Band(n, 1) is var (low, high) ? n[0].MatrixDiagPart(low, high, n[2], Align(n)) : n[0]);
        foreach (var type in (string[])["MatrixSetDiagV2", "MatrixSetDiagV3"]) table.Add(type, "T, T, int32 -> T", n => Band(n, 2) is var (low, high) ? n[0].MatrixSetDiag(n[1], low, high, Align(n)) : n[0]);
    }

    static Tensor MatMul(ImportedCall n)
    {
        var (x, y) = (n[0], n[1]);
        if (x.Rank != 2 || y.Rank != 2) throw new ShapeException($"MatMul: {x.Shape} × {y.Shape}: two matrices are expected.");
        return x.MatMul(y, n.Flag("transpose_a"), n.Flag("transpose_b"));
    }

    /// <summary>Products of stacks of matrices; an adjoint is transposed and conjugate.</summary>
    static Tensor Batch(ImportedCall n, Tensor x, Tensor y)
    {
        if (x.Rank < 2 || y.Rank < 2) throw new ShapeException($"{n.Node.Type}: {x.Shape} × {y.Shape}: stacks of matrices are expected.");
        var (adjointX, adjointY) = (n.Flag("adj_x"), n.Flag("adj_y"));
        return (adjointX && x.ElementType.IsComplex ? x.Conj() : x).MatMul(adjointY && y.ElementType.IsComplex ? y.Conj() : y, adjointX, adjointY);
    }

    /// <summary>The lowest and the highest diagonal of a band.</summary>
    static (int Low, int High) Band(ImportedCall n, int index) => n.Ints(index) switch
    {
        [var one] => (one, one),
        [var low, var high] => (low, high),
        var other => throw n.Bad($"{other.Length} numbers of diagonals: one or two are expected"),
    };

    static DiagonalAlign Align(ImportedCall n)
    {
        var isOld = n.Node.Type.EndsWith("V2", StringComparison.Ordinal);
        return n.Attributes.Choice("align", isOld ? "LEFT_LEFT" : "RIGHT_LEFT", "LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT") switch
        {
            "LEFT_RIGHT" => DiagonalAlign.LeftRight,
            "LEFT_LEFT" => DiagonalAlign.LeftLeft,
            "RIGHT_RIGHT" => DiagonalAlign.RightRight,
            _ => DiagonalAlign.RightLeft,
        };
    }
}
