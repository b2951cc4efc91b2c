namespace Nabla.Goldens.Ops;

/// <summary>Functions of one tensor, element by element.</summary>
static class ElementwiseRows
{
    public static void Add(OpTable table)
    {
        table["abs(x)"] = call => call.Tensor("x").Abs();
        table["absolute(x)"] = call => call.Tensor("x").Abs();
        table["fabs(x)"] = call => call.Tensor("x").Fabs();
        table["negative(x)"] = call => call.Tensor("x").Negative();
        table["sign(x)"] = call => call.Tensor("x").Sign();
        table["signbit(x)"] = call => call.Tensor("x").SignBit();
        table["square(x)"] = call => call.Tensor("x").Square();
        table["floor(x)"] = call => call.Tensor("x").Floor();
        table["ceil(x)"] = call => call.Tensor("x").Ceil();
        table["trunc(x)"] = call => call.Tensor("x").Trunc();
        table["exp(x)"] = call => call.Tensor("x").Exp();
        table["exp2(x)"] = call => call.Tensor("x").Exp2();
        table["expm1(x)"] = call => call.Tensor("x").Expm1();
        table["sin(x)"] = call => call.Tensor("x").Sin();
        table["cos(x)"] = call => call.Tensor("x").Cos();
        table["arctan(x)"] = call => call.Tensor("x").ArcTan();
        table["sinh(x)"] = call => call.Tensor("x").Sinh();
        table["cosh(x)"] = call => call.Tensor("x").Cosh();
        table["tanh(x)"] = call => call.Tensor("x").Tanh();
        table["arcsinh(x)"] = call => call.Tensor("x").ArcSinh();
        table["cbrt(x)"] = call => call.Tensor("x").Cbrt();
        table["sinc(x)"] = call => call.Tensor("x").Sinc();
        table["i0(x)"] = call => call.Tensor("x").I0();
        table["deg2rad(x)"] = call => call.Tensor("x").Deg2Rad();
        table["rad2deg(x)"] = call => call.Tensor("x").Rad2Deg();
        table["isnan(x)"] = call => call.Tensor("x").IsNaN();
        table["isinf(x)"] = call => call.Tensor("x").IsInf();
        table["isfinite(x)"] = call => call.Tensor("x").IsFinite();
        table["isneginf(x)"] = call => call.Tensor("x").IsNegInf();
        table["isposinf(x)"] = call => call.Tensor("x").IsPosInf();
        table["isreal(x)"] = call => call.Tensor("x").IsReal();
        table["conj(x)"] = call => call.Tensor("x").Conj();
        table["conjugate(x)"] = call => call.Tensor("x").Conj();
        table["real(x)"] = call => call.Tensor("x").Real();
        table["imag(x)"] = call => call.Tensor("x").Imag();
        table["angle(x)"] = call => call.Tensor("x").Angle();
        table["copy(x)"] = call => call.Tensor("x").Copy();
        table["sqrt(x)"] = call => call.Tensor("x").Sqrt();
        table["log(x)"] = call => call.Tensor("x").Log();
        table["log2(x)"] = call => call.Tensor("x").Log2();
        table["log10(x)"] = call => call.Tensor("x").Log10();
        table["reciprocal(x)"] = call => call.Tensor("x").Reciprocal();
        table["log1p(x)"] = call => call.Tensor("x").Log1p();
        table["tan(x)"] = call => call.Tensor("x").Tan();
        table["arcsin(x)"] = call => call.Tensor("x").ArcSin();
        table["arccos(x)"] = call => call.Tensor("x").ArcCos();
        table["arctanh(x)"] = call => call.Tensor("x").ArcTanh();
        table["arccosh(x)"] = call => call.Tensor("x").ArcCosh();
        table["bitwise_not(x)"] = call => call.Tensor("x").BitwiseNot();
        table["bitwise_invert(x)"] = call => call.Tensor("x").BitwiseNot();
        table["logical_not(x)"] = call => call.Tensor("x").LogicalNot();
        table["erf(x)"] = call => call.Tensor("x").Erf();
        table["erfc(x)"] = call => call.Tensor("x").Erfc();
        table["erfinv(x)"] = call => call.Tensor("x").Erfinv();
        table["rsqrt(x)"] = call => call.Tensor("x").Rsqrt();
        table["tf.math.lgamma(x)"] = call => call.Tensor("x").Lgamma();
        table["tf.math.digamma(x)"] = call => call.Tensor("x").Digamma();
        table["round(x, decimals=0)"] = call => call.Tensor("x").Round(call.Int("decimals"));
        table["clip(x, x_min, x_max)"] = call => call.Tensor("x").Clip(call.Operand("x_min"), call.Operand("x_max"));
        table["nan_to_num(x, nan=0.0, posinf=None, neginf=None)"] = call => call.Tensor("x").NanToNum(call.Double("nan"), call.DoubleOrNull("posinf"), call.DoubleOrNull("neginf"));
        table["view(x, dtype=None)"] = call => call.TypeOrNull("dtype") is { } type ? call.Tensor("x").View(type) : call.Tensor("x");
    }
}
