using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Lanes;

public class ElementaryGoldenTests
{
    [Fact]
    public void EveryElementaryFunctionIsWithinItsErrorOfTheExactValue()
    {
        string folder = Path.Combine(Materials.Goldens, "ops");
        Dictionary<string, NpyArray> arrays = Npz.ReadArrays(Path.Combine(folder, "elementary.npz")).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        Dictionary<string, Case> cases = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in File.ReadLines(Path.Combine(folder, "elementary.jsonl")))
        {
            JsonElement element = JsonDocument.Parse(line).RootElement;
            string name = element.GetProperty("name").GetString()!;
            float[] x = Numbers<float>(arrays[name + "/a0"]);
            float[] y = arrays.TryGetValue(name + "/a1", out NpyArray? second) ? Numbers<float>(second) : x;
            cases[name.Replace("_", "", StringComparison.Ordinal)] = new(x, y, Numbers<double>(arrays[name + "/expected"]), element.GetProperty("ulp").GetDouble());
        }

        Check check = new(cases);
        Functions.Each(check);
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
        Assert.Equal(cases.Count, check.Seen);
    }

    private static T[] Numbers<T>(NpyArray array)
        where T : unmanaged =>
        (T[])array.Values;

    private sealed record Case(float[] X, float[] Y, double[] Exact, double Allowed);

    private sealed class Check(Dictionary<string, Case> cases) : IFunctionVisitor
    {
        public List<string> Failures { get; } = [];

        public int Seen { get; private set; }

        public void Visit<F>()
            where F : struct, IFunction
        {
            Case expected = cases[F.Name];
            Seen++;
            float[] z = FunctionRunner.Map<F, float>(expected.X, expected.Y);
            double worst = 0;
            int at = 0;
            for (int i = 0; i < z.Length; i++)
            {
                double error = UnitsInTheLastPlace.Of(z[i], expected.Exact[i]);
                if (error > worst)
                {
                    worst = error;
                    at = i;
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{F.Name}: {worst:F2} ULP");
            if (worst > expected.Allowed)
            {
                Failures.Add($"{F.Name}({expected.X[at]:R}, {expected.Y[at]:R}) = {z[at]:R}, exactly {expected.Exact[at]:R}: {worst:F2} ULP of {expected.Allowed}");
            }
        }
    }
}
