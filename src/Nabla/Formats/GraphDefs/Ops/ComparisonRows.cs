namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Comparisons, logic and choices.</summary>
static class ComparisonRows
{
    const string Compared = "T, T -> bool";
    const string Logic = "bool, bool -> bool";

    public static void AddTo(OpTable table)
    {
        table.Add("Equal", Compared, n => IsComparable(n) ? n[0].Equal(n[1]) : Tensor.Constant(false));
        table.Add("NotEqual", Compared, n => IsComparable(n) ? n[0].NotEqual(n[1]) : Tensor.Constant(true));
        table.Add("Less", Compared, n => n[0].Less(n[1]));
        table.Add("LessEqual", Compared, n => n[0].LessEqual(n[1]));
        table.Add("Greater", Compared, n => n[0].Greater(n[1]));
        table.Add("GreaterEqual", Compared, n => n[0].GreaterEqual(n[1]));
        table.Add("ApproximateEqual", Compared, n => n[0].ApproximateEqual(n[1], n.Float("tolerance", 1e-5f)));
        table.Add("LogicalAnd", Logic, n => n[0].LogicalAnd(n[1]));
        table.Add("LogicalOr", Logic, n => n[0].LogicalOr(n[1]));
        table.Add("Select", "bool, T, T -> T", Select);
        table.Add("SelectV2", "bool, T, T -> T", n => Tensor.Where(n[0], n[1], n[2]));
        table.Add("Where", "T -> int64", n => n[0].ArgWhere(ElementType.Int64));
        table.Add("InTopK", "float32, T -> bool", n => n[1].InTopK(n[0], n.Int("k")));
        table.Add("InTopKV2", "float32, T, T -> bool", n => n[1].InTopK(n[0], n.Int(2)));
    }

    /// <summary>Shapes that do not broadcast make tensors differ, where the node says so.</summary>
    static bool IsComparable(ImportedCall n)
    {
        if (n.Flag("incompatible_shape_error", true)) return true;
        var (x, y) = (n[0].Shape.ToArray(), n[1].Shape.ToArray());
        return x.Reverse().Zip(y.Reverse(), (a, b) => a == b || a == 1 || b == 1).All(fits => fits);
    }

    /// <summary>The condition has the shape of both, or is a scalar, or a vector that chooses whole rows.</summary>
    static Tensor Select(ImportedCall n)
    {
        var (condition, x, y) = (n[0], n[1], n[2]);
        if (x.Shape != y.Shape) throw new ShapeException($"Select: {x.Shape} and {y.Shape}: both must have one shape.");
        if (condition.Rank == 0 || condition.Shape == x.Shape) return Tensor.Where(condition, x, y);
        if (condition.Rank != 1 || x.Rank == 0 || condition.Shape[0] != x.Shape[0]) throw new ShapeException($"Select: a condition of shape {condition.Shape} for {x.Shape}: the same shape, a scalar, or one truth value for each row is expected.");
        return Tensor.Where(condition.Reshape(Shape.Of([condition.Size, .. Enumerable.Repeat(1L, x.Rank - 1)])), x, y);
    }
}
