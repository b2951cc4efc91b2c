using Xunit;

namespace Nabla.Tests.Lanes;

public class DoubleAccuracyTests
{
    [Fact]
    public void EveryElementaryFunctionIsWithinFourUnitsInDouble()
    {
        Check check = new();
        Functions.Each(check);
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
        Assert.Equal(DoubleFigures.All.Length, check.Seen);
    }

    private sealed class Check : IFunctionVisitor
    {
        public List<string> Failures { get; } = [];

        public int Seen { get; private set; }

        public void Visit<F>()
            where F : struct, IFunction
        {
            var figures = DoubleFigures.All.Where(f => string.Equals(f.Name, F.Name, StringComparison.Ordinal)).ToArray();
            Assert.NotEmpty(figures);
            double[] z = FunctionRunner.Map<F, double>([.. figures.Select(f => f.X)], [.. figures.Select(f => f.Y)]);
            for (int i = 0; i < z.Length; i++)
            {
                Seen++;
                double error = UnitsInTheLastPlace.Of(z[i], figures[i].Exact);
                if (error > 4) Failures.Add($"{F.Name}({figures[i].X:R}, {figures[i].Y:R}) = {z[i]:R}, exactly {figures[i].Exact:R}: {error:F1} ULP");
            }
        }
    }
}
