namespace Nabla.Goldens.Ops;

/// <summary>Functions of one tensor, element by element.</summary>
static class ElementwiseRows
{
    public static void Add(OpTable table)
    {
        table["abs(x)"] = call => call.Tensor("x").Abs();
        table["absolute(x)"] = call => call.Tensor("x").Abs();
        table["negative(x)"] = call => call.Tensor("x").Negative();
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
        table["conj(x)"] = call => call.Tensor("x").Conj();
        table["conjugate(x)"] = call => call.Tensor("x").Conj();
        table["sqrt(x)"] = call => call.Tensor("x").Sqrt();
        table["log(x)"] = call => call.Tensor("x").Log();
        table["log2(x)"] = call => call.Tensor("x").Log2();
        table["log10(x)"] = call => call.Tensor("x").Log10();
        table["log1p(x)"] = call => call.Tensor("x").Log1p();
        table["tan(x)"] = call => call.Tensor("x").Tan();
        table["arcsin(x)"] = call => call.Tensor("x").ArcSin();
        table["arccos(x)"] = call => call.Tensor("x").ArcCos();
        table["arctanh(x)"] = call => call.Tensor("x").ArcTanh();
        table["arccosh(x)"] = call => call.Tensor("x").ArcCosh();
        table["erf(x)"] = call => call.Tensor("x").Erf();
        table["erfc(x)"] = call => call.Tensor("x").Erfc();
        table["erfinv(x)"] = call => call.Tensor("x").Erfinv();
        table["rsqrt(x)"] = call => call.Tensor("x").Rsqrt();
        table["tf.math.lgamma(x)"] = call => call.Tensor("x").Lgamma();
        table["tf.math.digamma(x)"] = call => call.Tensor("x").Digamma();
    }
}
