namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Functions of two tensors, element by element.</summary>
static class BinaryRows
{
    const string Same = "T, T -> T";

    public static void AddTo(OpTable table)
    {
        foreach (var (type, function) in functions) table.Add(type, Same, n => function(n[0], n[1]));
        table.Add("Complex", "T, T -> Tout=complex64", n => Tensor.Complex(n[0], n[1]));
        table.Add("Betainc", "T, T, T -> T", n => Tensor.Betainc(n[0], n[1], n[2]));
        table.Add("ClipByValue", "T, T, T -> T", ClipByValue);
        table.Add("AddN", "N*T -> T", n => Sum(n));
        table.Add("AccumulateNV2", "N*T -> T", n => Sum(n));
        table.Add("BiasAdd", Same, n => n[0].BiasAdd(n[1], IsChannelsFirst(n)));
        table.Add("BiasAddV1", Same, n => n[0].BiasAdd(n[1]));
        table.Add("BiasAddGrad", "T -> T", n => n[0].BiasAddGradient(IsChannelsFirst(n)));
        table.Add("Bucketize", "T -> int32", n => n[0].Bucketize(n.Attributes.Floats("boundaries")));
        table.Add("Cross", Same, n => n[0].Cross(n[1]));
    }

    static readonly (string Type, Func<Tensor, Tensor, Tensor> Function)[] functions =
    [
        ("Add", Add),
        ("AddV2", Add),
        ("Sub", (x, y) => x - y),
        ("Mul", (x, y) => x * y),
        ("Div", (x, y) => x.ElementType.IsInteger ? x.TruncateDivide(y) : x / y),
        ("RealDiv", (x, y) => x / y),
        ("DivNoNan", (x, y) => x.DivideNoNan(y)),
        ("FloorDiv", (x, y) => x.FloorDivide(y)),
        ("TruncateDiv", (x, y) => x.TruncateDivide(y)),
        ("FloorMod", (x, y) => x.Mod(y)),
        ("Mod", (x, y) => x.Fmod(y)),
        ("TruncateMod", (x, y) => x.Fmod(y)),
        ("SquaredDifference", (x, y) => (x - y).Conj() is var d && d.ElementType.IsComplex ? d * (x - y) : (x - y).Square()),
        ("Maximum", (x, y) => x.Maximum(y)),
        ("Minimum", (x, y) => x.Minimum(y)),
        ("Pow", (x, y) => x.Power(y)),
        ("Xdivy", (x, y) => x.Xdivy(y)),
        ("Xlogy", (x, y) => x.Xlogy(y)),
        ("Xlog1py", (x, y) => x.Xlog1py(y)),
        ("MulNoNan", (x, y) => x.MultiplyNoNan(y)),
        ("Atan2", (y, x) => y.ArcTan2(x)),
        ("Igamma", (a, x) => a.Igamma(x)),
        ("Igammac", (a, x) => a.Igammac(x)),
        ("IgammaGradA", (a, x) => a.IgammaGradA(x)),
        ("Zeta", (x, q) => x.Zeta(q)),
        ("Polygamma", (a, x) => a.Polygamma(x)),
        ("NextAfter", (x, y) => x.NextAfter(y)),
        ("BitwiseAnd", (x, y) => x.BitwiseAnd(y)),
        ("BitwiseOr", (x, y) => x.BitwiseOr(y)),
        ("BitwiseXor", (x, y) => x.BitwiseXor(y)),
        ("LeftShift", (x, y) => x.LeftShift(y)),
        ("RightShift", (x, y) => x.RightShift(y)),
    ];

    static Tensor Add(Tensor x, Tensor y) => x.ElementType == ElementType.String ? Texts.Joined(x, y) : x + y;

    static Tensor Sum(ImportedCall n)
    {
        if (n[0] is HandleTensor) return n.All.Aggregate(TensorListRows.Sum);
        if (n.Count == 1) return n[0].Identity();
        var sum = n[0];
        for (var i = 1; i < n.Count; i++)
        {
            if (n[i].Shape != sum.Shape) throw new ShapeException($"{n.Node.Type}: {sum.Shape} and {n[i].Shape}: all shapes must be equal.");
            sum += n[i];
        }
        return sum;
    }

    /// <summary>Bounds are scalars or of the tensor's shape; where one holds, the gradient is the bound's.</summary>
    static Tensor ClipByValue(ImportedCall n)
    {
        var (x, least, greatest) = (n[0], n[1], n[2]);
        foreach (var bound in (Tensor[])[least, greatest])
        {
            if (bound.Rank > 0 && bound.Shape != x.Shape) throw new ShapeException($"ClipByValue: bounds of shape {bound.Shape} for {x.Shape}: a scalar, or the same shape, is expected.");
        }
        return Tensor.Where(x < least, least, Tensor.Where(x > greatest, greatest, x));
    }

    internal static bool IsChannelsFirst(ImportedCall n) => n.Attributes.Choice("data_format", "NHWC", "NHWC", "NCHW", "NDHWC", "NCDHW", "NWC", "NCW") is "NCHW" or "NCDHW" or "NCW";
}
