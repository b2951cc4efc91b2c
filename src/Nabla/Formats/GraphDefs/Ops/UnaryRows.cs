namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Functions of each element.</summary>
static class UnaryRows
{
    const string Same = "T -> T";
    const string Truth = "T -> bool";

    public static void AddTo(OpTable table)
    {
        foreach (var (type, function) in functions) table.Add(type, Same, n => function(n[0]));
        table.Add("LeakyRelu", Same, n => n[0].LeakyRelu(n.Float("alpha", 0.2f)));
        table.Add("IsNan", Truth, n => n[0].IsNaN());
        table.Add("IsInf", Truth, n => n[0].IsInf());
        table.Add("IsFinite", Truth, n => n[0].IsFinite());
        table.Add("LogicalNot", "bool -> bool", n => n[0].LogicalNot());
        table.Add("PopulationCount", "T -> uint8", n => n[0].PopulationCount());
        table.Add("Real", "T -> Tout=float32", n => n[0].Real());
        table.Add("Imag", "T -> Tout=float32", n => n[0].Imag());
        table.Add("Angle", "T -> Tout=float32", n => n[0].Angle());
        table.Add("ComplexAbs", "T -> Tout=float32", n => n[0].Abs());
        table.Add("Conj", Same, n => n[0].Conj());
    }

    static readonly (string Type, Func<Tensor, Tensor> Function)[] functions =
    [
        ("Abs", x => x.Abs()),
        ("Neg", x => -x),
        ("Sign", x => x.Sign()),
        ("Square", x => x.Square()),
        ("Exp", x => x.Exp()),
        ("Expm1", x => x.Expm1()),
        ("Sin", x => x.Sin()),
        ("Cos", x => x.Cos()),
        ("Tan", x => x.Tan()),
        ("Sinh", x => x.Sinh()),
        ("Cosh", x => x.Cosh()),
        ("Tanh", x => x.Tanh()),
        ("Asin", x => x.ArcSin()),
        ("Acos", x => x.ArcCos()),
        ("Atan", x => x.ArcTan()),
        ("Asinh", x => x.ArcSinh()),
        ("Acosh", x => x.ArcCosh()),
        ("Atanh", x => x.ArcTanh()),
        ("Sigmoid", x => x.Sigmoid()),
        ("Erf", x => x.Erf()),
        ("Erfc", x => x.Erfc()),
        ("Erfinv", x => x.Erfinv()),
        ("Ndtri", x => x.Ndtri()),
        ("Softplus", x => x.Softplus()),
        ("Softsign", x => x.Softsign()),
        ("Elu", x => x.Elu()),
        ("Selu", x => x.Selu()),
        ("Relu", x => x.Relu()),
        ("Relu6", x => x.Relu6()),
        ("Sqrt", x => x.Sqrt()),
        ("Rsqrt", x => x.Rsqrt()),
        ("Log", x => x.Log()),
        ("Log1p", x => x.Log1p()),
        ("Reciprocal", x => x.Reciprocal()),
        ("Inv", x => x.Reciprocal()),
        ("Lgamma", x => x.Lgamma()),
        ("Digamma", x => x.Digamma()),
        ("BesselI0", x => x.I0()),
        ("BesselI0e", x => x.BesselI0e()),
        ("BesselI1", x => x.BesselI1()),
        ("BesselI1e", x => x.BesselI1e()),
        ("BesselJ0", x => x.BesselJ0()),
        ("BesselJ1", x => x.BesselJ1()),
        ("BesselY0", x => x.BesselY0()),
        ("BesselY1", x => x.BesselY1()),
        ("BesselK0", x => x.BesselK0()),
        ("BesselK0e", x => x.BesselK0e()),
        ("BesselK1", x => x.BesselK1()),
        ("BesselK1e", x => x.BesselK1e()),
        ("Spence", x => x.Spence()),
        ("Dawsn", x => x.Dawsn()),
        ("Expint", x => x.Expint()),
        ("FresnelCos", x => x.FresnelCos()),
        ("FresnelSin", x => x.FresnelSin()),
        ("Floor", x => x.Floor()),
        ("Ceil", x => x.Ceil()),
        ("Round", x => x.Round()),
        ("Rint", x => x.Round()),
        ("Invert", x => x.BitwiseNot()),
    ];
}
