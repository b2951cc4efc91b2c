using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes functions of each element, comparisons and choices.</summary>
static class ElementWriters
{
    static readonly Dictionary<string, string> unary = new(StringComparer.Ordinal)
    {
        ["Absolute"] = "Abs",
        ["Negative"] = "Neg",
        ["Sign"] = "Sign",
        ["Square"] = "Square",
        ["Exp"] = "Exp",
        ["Expm1"] = "Expm1",
        ["Sin"] = "Sin",
        ["Cos"] = "Cos",
        ["Tan"] = "Tan",
        ["Sinh"] = "Sinh",
        ["Cosh"] = "Cosh",
        ["Tanh"] = "Tanh",
        ["ArcSin"] = "Asin",
        ["ArcCos"] = "Acos",
        ["ArcTan"] = "Atan",
        ["ArcSinh"] = "Asinh",
        ["ArcCosh"] = "Acosh",
        ["ArcTanh"] = "Atanh",
        ["Sigmoid"] = "Sigmoid",
        ["Erf"] = "Erf",
        ["Erfc"] = "Erfc",
        ["Erfinv"] = "Erfinv",
        ["Softplus"] = "Softplus",
        ["Softsign"] = "Softsign",
        ["Selu"] = "Selu",
        ["Relu"] = "Relu",
        ["Relu6"] = "Relu6",
        ["Sqrt"] = "Sqrt",
        ["Rsqrt"] = "Rsqrt",
        ["Log"] = "Log",
        ["Log1p"] = "Log1p",
        ["Reciprocal"] = "Reciprocal",
        ["Lgamma"] = "Lgamma",
        ["Digamma"] = "Digamma",
        ["Floor"] = "Floor",
        ["Ceil"] = "Ceil",
        ["Round"] = "Round",
    };

    static readonly Dictionary<string, string> binary = new(StringComparer.Ordinal)
    {
        ["Add"] = "AddV2",
        ["Subtract"] = "Sub",
        ["Multiply"] = "Mul",
        ["Divide"] = "RealDiv",
        ["DivideNoNan"] = "DivNoNan",
        ["FloorDivide"] = "FloorDiv",
        ["WholeFloorDivide"] = "FloorDiv",
        ["Mod"] = "FloorMod",
        ["WholeMod"] = "FloorMod",
        ["Maximum"] = "Maximum",
        ["Minimum"] = "Minimum",
        ["Power"] = "Pow",
        ["WholePower"] = "Pow",
        ["ArcTan2"] = "Atan2",
    };

    public static bool Write(NodeWriter w) => w.Op switch
    {
        UnarySlopeOp slope => w.Compose(x => x[2] * slope.SlopeOf(new(x[0]), new(x[1])).ToTensor(x[2])),
        // The attribute is a float32.
        Unary<LeakyRelu> { Formula.NegativeSlope: var slope } when w.Type() == ElementType.Float64 && (float)slope != slope => w.Compose(x => Tensor.Where(x[0] < 0, x[0] * slope, x[0])),
        Unary<LeakyRelu> leaky => w.Give("LeakyRelu", w.T, ("alpha", AttrValues.Of((float)leaky.Formula.NegativeSlope))),
        Unary<Elu> { Formula.Alpha: 1 } => w.Give("Elu", w.T),
        Unary<Elu> => false,
        Unary<Clip> clip => w.Compose(x => x[0].Minimum(Scalars.Of(x[0].ElementType, clip.Formula.Greatest)).Maximum(Scalars.Of(x[0].ElementType, clip.Formula.Least))),
        UnaryOp op when unary.TryGetValue(op.Name, out var type) => w.Give(type, w.T),
        BinaryOp op when binary.TryGetValue(op.Name, out var type) => w.Give(type, w.T),
        BinaryOp op when Bits(op.Name, w.Type()) is { } type => w.Type() == ElementType.Bool && type != "NotEqual" ? w.Give(type) : w.Give(type, w.T),
        Compare compare => Compared(w, compare.Relation),
        Where => w.Give("SelectV2", ("T", AttrValues.Of(w.Type(1)))),
        Cast cast => w.Give("Cast", ("SrcT", AttrValues.Of(w.Type())), ("DstT", AttrValues.Of(cast.To)), ("Truncate", AttrValues.Of(false))),
        Conjugate => w.Give("Conj", w.T),
        FillLike { Value: 0 } => w.Give("ZerosLike", w.T),
        FillLike { Value: 1 } => w.Give("OnesLike", w.T),
        FillLike fill => w.Give("Fill", [w.ShapeOf(w[0], w.Type()), w.Constant("value", Scalars.Of(w.Type(), fill.Value))], w.T, ("index_type", AttrValues.Of(ElementType.Int32))),
        _ => false,
    };

    static string? Bits(string name, ElementType type) => (name, type == ElementType.Bool) switch
    {
        ("And", true) => "LogicalAnd",
        ("Or", true) => "LogicalOr",
        ("Xor", true) => "NotEqual",
        ("And", false) => "BitwiseAnd",
        ("Or", false) => "BitwiseOr",
        ("Xor", false) => "BitwiseXor",
        ("LeftShift", false) => "LeftShift",
        ("RightShift", false) => "RightShift",
        _ => null,
    };

    static bool Compared(NodeWriter w, Comparison relation) => relation is Comparison.Equal or Comparison.NotEqual
        ? w.Give(relation.ToString(), w.T, ("incompatible_shape_error", AttrValues.Of(true)))
        : w.Give(relation.ToString(), w.T);
}
