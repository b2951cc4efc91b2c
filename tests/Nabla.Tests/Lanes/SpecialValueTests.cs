using Xunit;

namespace Nabla.Tests.Lanes;

public class SpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    /// <summary>Arguments 0, −0, ∞, −∞, NaN, 1, −1 and the values there; a figure that is no special value is given to 15 digits.</summary>
    private static readonly (string Name, double[] Values)[] s_table =
    [
        ("Exp", [1, 1, Inf, 0, NaN, Math.E, 1 / Math.E]),
        ("Exp2", [1, 1, Inf, 0, NaN, 2, 0.5]),
        ("Expm1", [0, -0.0, Inf, -1, NaN, Math.E - 1, -0.632120558828557678]),
        ("Log", [-Inf, -Inf, Inf, NaN, NaN, 0, NaN]),
        ("Log1p", [0, -0.0, Inf, NaN, NaN, 0.693147180559945309, -Inf]),
        ("Log2", [-Inf, -Inf, Inf, NaN, NaN, 0, NaN]),
        ("Log10", [-Inf, -Inf, Inf, NaN, NaN, 0, NaN]),
        ("Sin", [0, -0.0, NaN, NaN, NaN, 0.841470984807896507, -0.841470984807896507]),
        ("Cos", [1, 1, NaN, NaN, NaN, 0.540302305868139717, 0.540302305868139717]),
        ("Tan", [0, -0.0, NaN, NaN, NaN, 1.55740772465490223, -1.55740772465490223]),
        ("Asin", [0, -0.0, NaN, NaN, NaN, Math.PI / 2, -Math.PI / 2]),
        ("Acos", [Math.PI / 2, Math.PI / 2, NaN, NaN, NaN, 0, Math.PI]),
        ("Atan", [0, -0.0, Math.PI / 2, -Math.PI / 2, NaN, Math.PI / 4, -Math.PI / 4]),
        ("Sinh", [0, -0.0, Inf, -Inf, NaN, 1.17520119364380146, -1.17520119364380146]),
        ("Cosh", [1, 1, Inf, Inf, NaN, 1.54308063481524378, 1.54308063481524378]),
        ("Tanh", [0, -0.0, 1, -1, NaN, 0.761594155955764888, -0.761594155955764888]),
        ("Asinh", [0, -0.0, Inf, -Inf, NaN, 0.881373587019543025, -0.881373587019543025]),
        ("Acosh", [NaN, NaN, Inf, NaN, NaN, 0, NaN]),
        ("Atanh", [0, -0.0, NaN, NaN, NaN, Inf, -Inf]),
        ("Sqrt", [0, -0.0, Inf, NaN, NaN, 1, NaN]),
        ("Rsqrt", [Inf, -Inf, 0, NaN, NaN, 1, NaN]),
        ("Cbrt", [0, -0.0, Inf, -Inf, NaN, 1, -1]),
        ("Erf", [0, -0.0, 1, -1, NaN, 0.842700792949714869, -0.842700792949714869]),
        ("Erfc", [1, 1, 0, 2, NaN, 0.157299207050285131, 1.84270079294971487]),
        ("Erfinv", [0, -0.0, NaN, NaN, NaN, Inf, -Inf]),
        ("Lgamma", [Inf, Inf, Inf, Inf, NaN, 0, Inf]),
        ("Digamma", [-Inf, Inf, Inf, NaN, NaN, -0.577215664901532861, NaN]),
        ("Sigmoid", [0.5, 0.5, 1, 0, NaN, 0.731058578630004879, 0.268941421369995121]),
        ("Softplus", [0.693147180559945309, 0.693147180559945309, Inf, 0, NaN, 1.31326168751822284, 0.313261687518222835]),
        ("Gelu", [0, -0.0, Inf, NaN, NaN, 0.841344746068542949, -0.158655253931457051]),
        ("GeluTanh", [0, -0.0, Inf, NaN, NaN, 0.841191990608276704, -0.158808009391723296]),
    ];

    private static readonly double[] s_arguments = [0, -0.0, Inf, -Inf, NaN, 1, -1];

    [Fact]
    public void SpecialArgumentsGiveTheirSpecialValues()
    {
        Check check = new();
        Functions.Each(check);
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
        Assert.Equal(s_table.Length, check.Seen);
    }

    [Fact]
    public void PowersFollowIeee754()
    {
        double[] numbers = [0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, -2.5, Inf, -Inf, NaN, 1e300, -1e300, 5e-324];
        double[] x = [.. numbers.SelectMany(a => numbers.Select(_ => a))];
        double[] y = [.. numbers.SelectMany(_ => numbers)];
        double[] z = FunctionRunner.Map<PowFunction, double>(x, y);
        for (int i = 0; i < z.Length; i++)
        {
            Assert.True(UnitsInTheLastPlace.Of(z[i], Math.Pow(x[i], y[i])) <= 4, $"pow({x[i]}, {y[i]}) = {z[i]}, not {Math.Pow(x[i], y[i])}");
        }
    }

    [Fact]
    public void AnglesOfSpecialPointsFollowIeee754()
    {
        double[] numbers = [0, -0.0, 1, -1, Inf, -Inf, NaN, 1e308, -1e308, 5e-324, 3e-310];
        double[] y = [.. numbers.SelectMany(a => numbers.Select(_ => a))];
        double[] x = [.. numbers.SelectMany(_ => numbers)];
        double[] z = FunctionRunner.Map<Atan2Function, double>(y, x);
        for (int i = 0; i < z.Length; i++)
        {
            Assert.True(UnitsInTheLastPlace.Of(z[i], Math.Atan2(y[i], x[i])) <= 4, $"atan2({y[i]}, {x[i]}) = {z[i]}, not {Math.Atan2(y[i], x[i])}");
        }
    }

    private sealed class Check : IFunctionVisitor
    {
        public List<string> Failures { get; } = [];

        public int Seen { get; private set; }

        public void Visit<F>()
            where F : struct, IFunction
        {
            double[]? values = s_table.FirstOrDefault(row => string.Equals(row.Name, F.Name, StringComparison.Ordinal)).Values;
            if (values is null) return;
            Seen++;
            double[] z = FunctionRunner.Map<F, double>(s_arguments, s_arguments);
            float[] single = FunctionRunner.Map<F, float>([.. s_arguments.Select(v => (float)v)], [.. s_arguments.Select(v => (float)v)]);
            for (int i = 0; i < z.Length; i++)
            {
                bool same = values[i] == 0 || !double.IsFinite(values[i])
                    ? z[i].Equals(values[i]) && double.IsNegative(z[i]) == double.IsNegative(values[i])
                    : Math.Abs(z[i] - values[i]) <= 1e-15 * Math.Abs(values[i]);
                bool sameSingle = Math.Abs(single[i] - values[i]) <= 3e-7 * Math.Abs(values[i]) || single[i].Equals((float)values[i]);
                if (double.IsNaN(values[i])) same = double.IsNaN(z[i]);
                if (!same || !sameSingle) Failures.Add($"{F.Name}({s_arguments[i]}) = {z[i]:R} and {single[i]:R} in float, not {values[i]:R}");
            }
        }
    }
}
