using System.Numerics;
using Nabla.Lanes;
using Xunit;

namespace Nabla.Tests.Lanes;

public class WidthTests
{
    private static readonly double[] s_special =
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, -1, 0.5, -0.5, 2, -2, 1e-45, -1e-45, 5e-324, 1e-39, 2e-310,
        3.4028235e38, -3.4028235e38, double.MaxValue, 88.8, -104, 709.9, -745.2, 1e5, -1e6, 1e15, 1e22, -7, -7.5, 3, 1e-8,
    ];

    [Fact]
    public void EveryWidthGivesTheSameFloats()
    {
        Check<float> check = new(static (random, i) => i < s_special.Length ? (float)s_special[i] : Any(random));
        Functions.Each(check);
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
    }

    [Fact]
    public void EveryWidthGivesTheSameDoubles()
    {
        Check<double> check = new(static (random, i) => i < s_special.Length ? s_special[i] : Any(random));
        Functions.Each(check);
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
    }

    [Fact]
    public void EveryLengthGivesTheBitsOfTheLongLoop()
    {
        LengthCheck check = new();
        Functions.Each(check);
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
    }

    private static float Any(Random random) => random.Next(3) switch
    {
        0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        1 => (float)((random.NextDouble() * 40) - 20),
        _ => (float)((random.NextDouble() * 2) - 1),
    };

    private static bool Same<T>(T x, T y)
        where T : INumber<T> =>
        T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);

    private sealed class Check<T>(Func<Random, int, T> number) : IFunctionVisitor
        where T : unmanaged, INumber<T>
    {
        public List<string> Failures { get; } = [];

        public void Visit<F>()
            where F : struct, IFunction
        {
            const int Count = 4096;
            Random random = new(7);
            T[] x = new T[Count];
            T[] y = new T[Count];
            for (int i = 0; i < Count; i++)
            {
                x[i] = number(random, i);
                y[i] = i < s_special.Length * s_special.Length ? number(random, i / s_special.Length) : number(random, Count);
                if (i < s_special.Length * s_special.Length) x[i] = number(random, i % s_special.Length);
            }

            T[] scalar = FunctionRunner.Run<F, Scalar<T>, T>(x, y);
            Compare<F>("128", scalar, FunctionRunner.Run<F, Wide128<T>, T>(x, y), x, y);
            Compare<F>("256", scalar, FunctionRunner.Run<F, Wide256<T>, T>(x, y), x, y);
            Compare<F>("512", scalar, FunctionRunner.Run<F, Wide512<T>, T>(x, y), x, y);
        }

        private void Compare<F>(string width, T[] expected, T[] actual, T[] x, T[] y)
            where F : struct, IFunction
        {
            for (int i = 0; i < expected.Length; i++)
            {
                if (Same(expected[i], actual[i])) continue;
                Failures.Add($"{F.Name}({x[i]}, {y[i]}): one number {expected[i]}, {width} bits {actual[i]}");
                return;
            }
        }
    }

    private sealed class LengthCheck : IFunctionVisitor
    {
        public List<string> Failures { get; } = [];

        public void Visit<F>()
            where F : struct, IFunction
        {
            Random random = new(3);
            float[] x = [.. Enumerable.Range(0, 65).Select(_ => Any(random))];
            float[] y = [.. Enumerable.Range(0, 65).Select(_ => Any(random))];
            float[] all = FunctionRunner.Map<F, float>(x, y);
            double[] wide = FunctionRunner.Map<F, double>([.. x.Select(v => (double)v)], [.. y.Select(v => (double)v)]);
            for (int n = 0; n <= 65; n++)
            {
                float[] part = FunctionRunner.Map<F, float>(x[..n], y[..n]);
                double[] widePart = FunctionRunner.Map<F, double>([.. x[..n].Select(v => (double)v)], [.. y[..n].Select(v => (double)v)]);
                for (int i = 0; i < n; i++)
                {
                    if (!Same(all[i], part[i]) || !Same(wide[i], widePart[i]))
                    {
                        Failures.Add($"{F.Name}({x[i]}, {y[i]}), element {i} of {n}: {part[i]}, {widePart[i]}; among 65: {all[i]}, {wide[i]}");
                        return;
                    }
                }
            }
        }
    }
}
