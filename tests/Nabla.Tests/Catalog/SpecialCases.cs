namespace Nabla.Tests.Catalog;

/// <summary>Special functions; their values are held by figures of many digits, here it is their slopes that count.</summary>
static class SpecialCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        OpCase.Unary("BesselI0e", x => x.BesselI0e(), null, 0.2, 5),
        OpCase.Unary("BesselI1", x => x.BesselI1(), null, 0.2, 4),
        OpCase.Unary("BesselI1e", x => x.BesselI1e(), null, 0.2, 5),
        OpCase.Unary("BesselJ0", x => x.BesselJ0(), null, -9, 30),
        OpCase.Unary("BesselJ1", x => x.BesselJ1(), null, 0.5, 30),
        OpCase.Unary("BesselY0", x => x.BesselY0(), null, 1, 30),
        OpCase.Unary("BesselY1", x => x.BesselY1(), null, 1, 30),
        OpCase.Unary("BesselK0", x => x.BesselK0(), null, 0.5, 5),
        OpCase.Unary("BesselK0e", x => x.BesselK0e(), null, 0.5, 5),
        OpCase.Unary("BesselK1", x => x.BesselK1(), null, 0.7, 5),
        OpCase.Unary("BesselK1e", x => x.BesselK1e(), null, 0.7, 5),
        OpCase.Unary("Dawsn", x => x.Dawsn(), null),
        OpCase.Unary("Expint", x => x.Expint(), null, 0.5, 3),
        OpCase.Unary("FresnelCos", x => x.FresnelCos(), null),
        OpCase.Unary("FresnelSin", x => x.FresnelSin(), null),
        OpCase.Unary("Spence", x => x.Spence(), null, 0.2, 0.9),
        OpCase.Unary("Ndtri", x => x.Ndtri(), null, 0.2, 0.8),
        OpCase.Binary("Igamma", (x, y) => x.Igamma(y), null, 0.5, 3) with { Orders = 1 },
        OpCase.Binary("Igammac", (x, y) => x.Igammac(y), null, 0.5, 3) with { Orders = 1 },
        OpCase.Binary("IgammaGradA", (x, y) => x.IgammaGradA(y), null, 0.5, 3) with { Orders = 0 },
        OpCase.Unary("Zeta", x => Tensor.Constant(2.5).Zeta(x), null, 0.7, 3),
        OpCase.Unary("Polygamma", x => Tensor.Constant(2.0).Polygamma(x), null, 0.9, 3),
        OpCase.Unary("Betainc", x => Tensor.Betainc(Tensor.Constant(1.5), Tensor.Constant(2.5), x), null, 0.2, 0.8),
        OpCase.Binary("Xlogy", (x, y) => x.Xlogy(y), (x, y) => x * Math.Log(y), 0.4, 3),
        OpCase.Binary("Xlog1py", (x, y) => x.Xlog1py(y), (x, y) => x * Math.Log(1 + y), 0.4, 3),
        OpCase.Binary("Xdivy", (x, y) => x.Xdivy(y), (x, y) => x / y, 0.4, 3),
        OpCase.Binary("MultiplyNoNan", (x, y) => x.MultiplyNoNan(y), (x, y) => x * y),
        OpCase.Binary("TruncateDivide", (x, y) => x.TruncateDivide(y), (x, y) => Math.Truncate(x / y), 0.4, 3) with { Orders = 0 },
    ];
}
