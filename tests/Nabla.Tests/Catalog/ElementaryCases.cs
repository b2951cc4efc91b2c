namespace Nabla.Tests.Catalog;

/// <summary>Elementary functions of one number.</summary>
static class ElementaryCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        OpCase.Unary("ldexp", x => x.Ldexp(Tensor.Constant(3)), v => Math.ScaleB(v, 3)),
        OpCase.Unary("digamma", x => x.Digamma(), Digamma, 0.6, 4) with { Tolerance = 1e-12 },
        OpCase.Unary("digamma of negative numbers", x => x.Digamma(), null, -1.8, -1.2),
        OpCase.Unary("Exp", x => x.Exp(), Math.Exp),
        OpCase.Unary("Exp2", x => x.Exp2(), x => Math.Pow(2, x)),
        OpCase.Unary("Expm1", x => x.Expm1(), x => Math.Exp(x) - 1),
        OpCase.Unary("Log", x => x.Log(), Math.Log, 0.2, 5),
        OpCase.Unary("Log1p", x => x.Log1p(), x => Math.Log(1 + x), -0.7, 5),
        OpCase.Unary("Log2", x => x.Log2(), Math.Log2, 0.2, 5),
        OpCase.Unary("Log10", x => x.Log10(), Math.Log10, 0.2, 5),
        OpCase.Unary("Sin", x => x.Sin(), Math.Sin, -7, 7),
        OpCase.Unary("Cos", x => x.Cos(), Math.Cos, -7, 7),
        OpCase.Unary("Tan", x => x.Tan(), Math.Tan, -1.2, 1.2),
        OpCase.Unary("ArcSin", x => x.ArcSin(), Math.Asin, -0.9, 0.9),
        OpCase.Unary("ArcCos", x => x.ArcCos(), Math.Acos, -0.9, 0.9),
        OpCase.Unary("ArcTan", x => x.ArcTan(), Math.Atan, -5, 5),
        OpCase.Unary("Sinh", x => x.Sinh(), Math.Sinh),
        OpCase.Unary("Cosh", x => x.Cosh(), Math.Cosh),
        OpCase.Unary("Tanh", x => x.Tanh(), Math.Tanh),
        OpCase.Unary("ArcSinh", x => x.ArcSinh(), Math.Asinh, -4, 4),
        OpCase.Unary("ArcCosh", x => x.ArcCosh(), Math.Acosh, 1.2, 6),
        OpCase.Unary("ArcTanh", x => x.ArcTanh(), Math.Atanh, -0.9, 0.9),
        OpCase.Unary("Sqrt", x => x.Sqrt(), Math.Sqrt, 0.2, 9),
        OpCase.Unary("Rsqrt", x => x.Rsqrt(), x => 1 / Math.Sqrt(x), 0.2, 9),
        OpCase.Unary("Cbrt", x => x.Cbrt(), Math.Cbrt, 0.2, 9),
        OpCase.Unary("Sinc", x => x.Sinc(), x => Math.Sin(Math.PI * x) / (Math.PI * x), 0.05, 3),
        OpCase.Unary("I0", x => x.I0(), x => Enumerable.Range(0, 60).Sum(k => Math.Pow(x * x / 4, k) / Math.Pow(Factorial(k), 2)), -8, 8) with { Tolerance = 1e-12 },
        OpCase.Unary("I0 far out", x => x.I0() / 1e9, null, 23, 27),
        OpCase.Unary("Deg2Rad", x => x.Deg2Rad(), x => x * Math.PI / 180, -90, 90),
        OpCase.Unary("Rad2Deg", x => x.Rad2Deg(), x => x * 180 / Math.PI, -3, 3),
        OpCase.Unary("NanToNum", x => x.NanToNum(), x => x),
        OpCase.Unary("Erf", x => x.Erf(), null),
        OpCase.Unary("Erfc", x => x.Erfc(), null),
        OpCase.Unary("Erfinv", x => x.Erfinv(), null, -0.8, 0.8),
        OpCase.Unary("Lgamma", x => x.Lgamma(), null, 0.3, 6),
        OpCase.Unary("Floor", x => x.Floor(), Math.Floor, -9, 9) with { Orders = 0 },
        OpCase.Unary("Ceil", x => x.Ceil(), Math.Ceiling, -9, 9) with { Orders = 0 },
        OpCase.Unary("Trunc", x => x.Trunc(), Math.Truncate, -9, 9) with { Orders = 0 },
        OpCase.Unary("Round", x => x.Round(), x => Math.Round(x), -9, 9) with { Orders = 0 },
        OpCase.Unary("Round to hundredths", x => x.Round(2), x => Math.Round(x * 100) / 100, -9, 9) with { Orders = 0 },
        OpCase.Unary("Round to tens", x => x.Round(-1), x => Math.Round(x / 10) * 10, -90, 90) with { Orders = 0 },
    ];

    static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, k) => product * k);

    // The recurrence up to 12, then the asymptotic series.
    static double Digamma(double x)
    {
        double sum = 0;
        for (; x < 12; x++)
        {
            sum -= 1 / x;
        }

        double t = 1 / (x * x);
        return sum + Math.Log(x) - (0.5 / x) - (t * ((1.0 / 12) - (t * ((1.0 / 120) - (t * ((1.0 / 252) - (t * ((1.0 / 240) - (t / 132)))))))));
    }
}
