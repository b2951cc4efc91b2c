namespace Nabla.Tests.Catalog;

/// <summary>Arithmetic of one and two numbers.</summary>
static class ArithmeticCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        OpCase.Unary("Abs", x => x.Abs(), Math.Abs),
        OpCase.Unary("Fabs", x => x.Fabs(), Math.Abs),
        OpCase.Unary("Negative", x => -x, x => -x),
        OpCase.Unary("Sign", x => x.Sign(), x => Math.Sign(x)),
        OpCase.Unary("Square", x => x.Square(), x => x * x),
        OpCase.Unary("Reciprocal", x => x.Reciprocal(), x => 1 / x, 0.3, 3),
        OpCase.Unary("Copy", x => x.Copy(), x => x),
        OpCase.Unary("Clip", x => x.Clip(-0.5, 0.75), x => Math.Clamp(x, -0.5, 0.75)),
        OpCase.Unary("Cast", x => x.Cast(ElementType.Complex128).Cast(ElementType.Float64), x => x),
        OpCase.Unary("SaturateCast", x => x.SaturateCast(ElementType.Float32).Cast(ElementType.Float64), x => (float)x) with { Orders = 0 },
        OpCase.Unary("constants around", x => 3 - (2 / (x + 4)), x => 3 - (2 / (x + 4))),
        OpCase.Binary("Add", (x, y) => x + y, (x, y) => x + y),
        OpCase.Binary("Subtract", (x, y) => x - y, (x, y) => x - y),
        OpCase.Binary("Multiply", (x, y) => x * y, (x, y) => x * y),
        OpCase.Binary("Divide", (x, y) => x / y, (x, y) => x / y, 0.4, 3),
        OpCase.Binary("DivideNoNan", (x, y) => x.DivideNoNan(y), (x, y) => x / y, 0.4, 3),
        OpCase.Binary("Power", (x, y) => x.Power(y), Math.Pow, 0.4, 3),
        OpCase.Binary("Maximum", (x, y) => x.Maximum(y), Math.Max),
        OpCase.Binary("Minimum", (x, y) => x.Minimum(y), Math.Min),
        OpCase.Binary("Fmax", (x, y) => x.Fmax(y), Math.Max),
        OpCase.Binary("Fmin", (x, y) => x.Fmin(y), Math.Min),
        OpCase.Binary("ArcTan2", (x, y) => x.ArcTan2(y), Math.Atan2, 0.3, 2),
        OpCase.Binary("Hypot", (x, y) => x.Hypot(y), (x, y) => Math.Sqrt((x * x) + (y * y)), 0.3, 2),
        OpCase.Binary("LogAddExp", (x, y) => x.LogAddExp(y), (x, y) => Math.Log(Math.Exp(x) + Math.Exp(y))),
        OpCase.Binary("LogAddExp2", (x, y) => x.LogAddExp2(y), (x, y) => Math.Log2(Math.Pow(2, x) + Math.Pow(2, y))),
        OpCase.Binary("CopySign", (x, y) => x.CopySign(y), Math.CopySign, 0.3, 2),
        OpCase.Binary("Mod", (x, y) => x.Mod(y), (x, y) => x - (y * Math.Floor(x / y))) with { Ranges = [(-2.4, -2.1), (0.9, 1)] },
        OpCase.Binary("Fmod", (x, y) => x.Fmod(y), (x, y) => x - (y * Math.Truncate(x / y))) with { Ranges = [(-2.4, -2.1), (0.9, 1)] },
        OpCase.Binary("FloorDivide", (x, y) => x.FloorDivide(y), (x, y) => Math.Floor(x / y), 0.3, 5) with { Orders = 0 },
        OpCase.Binary("Heaviside", (x, y) => x.Heaviside(y), (x, y) => x < 0 ? 0 : x > 0 ? 1 : y),
        OpCase.Binary("NextAfter", (x, y) => x.NextAfter(y), (x, y) => x < y ? Math.BitIncrement(x) : Math.BitDecrement(x)) with { Orders = 0, Tolerance = 0 },
        OpCase.Binary("Clip to tensors", (x, y) => x.Clip(-y, y), (x, y) => Math.Clamp(x, -y, y)) with { Ranges = [(-2, 2), (0.5, 1)] },
        OpCase.Binary("Polar", (x, y) => Tensor.Polar(x, y).Real() + (2 * Tensor.Polar(x, y).Imag()), (x, y) => (x * Math.Cos(y)) + (2 * x * Math.Sin(y))),
        OpCase.Binary("magnitude and phase", (x, y) => Tensor.Complex(x, y).Abs() * Tensor.Complex(x, y).Angle(), (x, y) => Math.Sqrt((x * x) + (y * y)) * Math.Atan2(y, x), 0.3, 2),
    ];
}
