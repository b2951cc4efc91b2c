using Nabla.Tests.Catalog;
using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>Compiled gives the bits of eager, for every op of the table.</summary>
public sealed class CompiledOpTableTests
{
    /// <summary>Functions whose C# code decides by values: they cannot be compiled, and say so.</summary>
    static readonly HashSet<string> DecideByValues = new(StringComparer.Ordinal) { "sparse fill empty rows", "ragged to dense", "ragged to dense, cut" };

    [Theory]
    [MemberData(nameof(OpTable.All), MemberType = typeof(OpTable))]
    public void Compiled_equals_eager(string name)
    {
        var op = OpTable.Cases[name];
        var x = op.Draw();
        if (DecideByValues.Contains(name))
        {
            Assert.ThrowsAny<Exception>(() => Compiled.Of((Tensor[] t) => [op.Run(t)]).Run(x));
            return;
        }

        Check(t => [op.Run(t)], x);
    }

    [Theory]
    [MemberData(nameof(OpTable.Differentiable), MemberType = typeof(OpTable))]
    public void Compiled_gradients_equal_eager_ones(string name)
    {
        var op = OpTable.Cases[name];
        var x = op.Draw();
        if (DecideByValues.Contains(name))
        {
            return;
        }

        Check(
            t =>
            {
                using var tape = new GradientTape();
                foreach (var input in t)
                {
                    tape.Watch(input);
                }

                var y = op.Run(t);
                return [y, .. tape.Gradient(y, t, unconnected: UnconnectedGradients.Zero)];
            },
            x);
    }

    internal static void Check(Func<Tensor[], Tensor[]> function, Tensor[] x)
    {
        var expected = function(x);
        foreach (bool fuses in new[] { true, false })
        {
            var compiled = new Compiled<Func<Tensor[], Tensor[]>>(function, c => t => c.Call(t), null) { Fuses = fuses, LeastFused = 0 };
            for (int run = 0; run < 2; run++)
            {
                var actual = compiled.Run(x);
                Assert.Equal(expected.Length, actual.Length);
                for (int i = 0; i < expected.Length; i++)
                {
                    Same(expected[i], actual[i]);
                }
            }
        }
    }

    internal static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ElementType, actual.ElementType);
        if (expected.ElementType == ElementType.String)
        {
            Assert.Equal(expected.Texts(), actual.Texts());
            return;
        }

        var (a, b) = (expected.Resolve().Copied(), actual.Copied());
        Assert.True(a.Storage.Bytes.SequenceEqual(b.Storage.Bytes), $"expected {expected}, got {actual}");
    }
}
