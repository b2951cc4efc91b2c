namespace Nabla.Tests.Catalog;

/// <summary>Activation functions.</summary>
static class ActivationCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        OpCase.Unary("Relu", x => x.Relu(), x => Math.Max(x, 0)),
        OpCase.Unary("Relu with options", x => x.Relu(0.1, 1.2, 0.3), x => x > 0.3 ? Math.Min(x, 1.2) : 0.1 * (x - 0.3)),
        OpCase.Unary("Relu6", x => x.Relu6(), x => Math.Clamp(x, 0, 6), -3, 9),
        OpCase.Unary("LeakyRelu", x => x.LeakyRelu(0.3), x => x > 0 ? x : 0.3 * x),
        OpCase.Unary("Elu", x => x.Elu(1.5), x => x > 0 ? x : 1.5 * (Math.Exp(x) - 1)),
        OpCase.Unary("Selu", x => x.Selu(), x => 1.05070098735548049 * (x > 0 ? x : 1.67326324235437728 * (Math.Exp(x) - 1))),
        OpCase.Unary("Celu", x => x.Celu(1.5), x => Math.Max(x, 0) + Math.Min(0, 1.5 * (Math.Exp(x / 1.5) - 1))),
        OpCase.Unary("Gelu", x => x.Gelu(approximate: false), null),
        OpCase.Unary("Gelu by tanh", x => x.Gelu(), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        OpCase.Unary("Silu", x => x.Silu(), x => x * Sigmoid(x)),
        OpCase.Unary("HardSilu", x => x.HardSilu(), x => x * Math.Clamp((x + 3) / 6, 0, 1), -5, 5),
        OpCase.Unary("Mish", x => x.Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        OpCase.Unary("Sigmoid", x => x.Sigmoid(), Sigmoid),
        OpCase.Unary("HardSigmoid", x => x.HardSigmoid(), x => Math.Clamp((x + 3) / 6, 0, 1), -5, 5),
        OpCase.Unary("LogSigmoid", x => x.LogSigmoid(), x => Math.Log(Sigmoid(x))),
        OpCase.Unary("SparseSigmoid", x => x.SparseSigmoid(), x => Math.Clamp((x + 1) / 2, 0, 1)),
        OpCase.Unary("HardTanh", x => x.HardTanh(), x => Math.Clamp(x, -1, 1)),
        OpCase.Unary("TanhShrink", x => x.TanhShrink(), x => x - Math.Tanh(x)),
        OpCase.Unary("Softplus", x => x.Softplus(), x => Math.Log(1 + Math.Exp(x))),
        OpCase.Unary("SparsePlus", x => x.SparsePlus(), x => x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x),
        OpCase.Unary("Softsign", x => x.Softsign(), x => x / (1 + Math.Abs(x))),
        OpCase.Unary("Squareplus", x => x.Squareplus(), x => (x + Math.Sqrt((x * x) + 4)) / 2),
        OpCase.Unary("HardShrink", x => x.HardShrink(), x => Math.Abs(x) > 0.5 ? x : 0),
        OpCase.Unary("SoftShrink", x => x.SoftShrink(), x => Math.Sign(x) * Math.Max(Math.Abs(x) - 0.5, 0)),
        OpCase.Unary("Threshold", x => x.Threshold(0.25, -1), x => x > 0.25 ? x : -1),
        new("Glu", x => x[0].Glu(), x => [.. Enumerable.Range(0, 6).Select(i => x[0][(i / 2 * 4) + (i % 2)] * Sigmoid(x[0][(i / 2 * 4) + (i % 2) + 2]))]),
        new("Sparsemax", x => x[0].Sparsemax(), null),
        new("Sparsemax over the first axis", x => x[0].Sparsemax(0), null),
    ];

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
