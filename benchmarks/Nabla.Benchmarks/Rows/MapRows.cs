using Nabla.Benchmarks.Accuracy;
using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Benchmarks.Rows;

/// <summary>map/*: an elementary function over 2²⁰ floats; fused/*: several formulas in one pass.</summary>
internal static class MapRows
{
    private const int Size = 1 << 20;

    private static readonly long[] s_lengths = [Size];

    private static readonly long[] s_strides = [1];

    public static IEnumerable<Row> All =>
    [
        Unary<Exp>("map/exp", "exp", -8, 8),
        Unary<Tanh>("map/tanh", "tanh", -4, 4),
        Unary<Log>("map/log", "log", 0.01, 10),
        Unary<Sin>("map/sin", "sin", -10, 10),
        Pow(),
        Unary<Sigmoid>("map/sigmoid", "sigmoid", -8, 8),
        Unary<Gelu>("map/gelu", "nn.functional.gelu", -4, 4),
        Gate(),
    ];

    private static float[] Numbers(double from, double to, int seed)
    {
        Random random = new(seed);
        float[] x = new float[Size];
        for (int i = 0; i < x.Length; i++) x[i] = (float)(from + (random.NextDouble() * (to - from)));
        return x;
    }

    private static View<float> Whole(float[] x) => new(x, 0, s_lengths, s_strides);

    private static Row Unary<F>(string name, string torch, double from, double to)
        where F : struct, IUnary => new(name, () =>
    {
        float[] x = Numbers(from, to, 1);
        float[] y = new float[Size];
        return () => Map.Unary(default(F), Whole(x), Whole(y));
    })
        {
            Bytes = 8.0 * Size,
            Torch = new(
            FormattableString.Invariant($"x = torch.rand({Size}) * {to - from} + {from}; y = torch.empty({Size})"),
            torch.StartsWith("nn.", StringComparison.Ordinal) ? $"torch.{torch}(x)" : $"torch.{torch}(x, out=y)"),
        };

    private static Row Pow() => new("map/pow", () =>
    {
        float[] x = Numbers(0.01, 10, 1);
        float[] y = Numbers(-4, 4, 2);
        float[] z = new float[Size];
        return () => Map.Binary(default(Power), Whole(x), Whole(y), Whole(z));
    })
    {
        Bytes = 12.0 * Size,
        Torch = new($"x = torch.rand({Size}) * 10 + 0.01; y = torch.rand({Size}) * 8 - 4; z = torch.empty({Size})", "torch.pow(x, y, out=z)"),
    };

    /// <summary>sigmoid(x·y + x)·tanh(y) − x.</summary>
    private static Row Gate() => new("fused/gate", () =>
    {
        float[] x = Numbers(-4, 4, 1);
        float[] y = Numbers(-4, 4, 2);
        float[] z = new float[Size];
        FusedFormula multiply = FusedFormula.NumberBinary(default(Multiply));
        FusedProgram program = new(
            2,
            [
                new(multiply, 0, 1), new(FusedFormula.NumberBinary(default(Add)), 2, 0), new(FusedFormula.Unary(default(Sigmoid)), 3),
                new(FusedFormula.Unary(default(Tanh)), 1), new(multiply, 4, 5), new(FusedFormula.NumberBinary(default(Subtract)), 6, 0),
            ],
            [7]);
        return () => FusedLoop.Run<float>(program, s_lengths, FusedOperand.Of(x), FusedOperand.Of(y), FusedOperand.Of(z));
    })
    {
        Bytes = 12.0 * Size,
        Torch = new($"x = torch.rand({Size}) * 8 - 4; y = torch.rand({Size}) * 8 - 4", "torch.sigmoid(x * y + x) * torch.tanh(y) - x"),
    };
}
