using Nabla.Kernels;
using Nabla.Lanes;
using Xunit;

namespace Nabla.Tests.Kernels;

public class FusedLoopTests
{
    private readonly struct Add : INumberBinary
    {
        public V Value<V>(V x, V y) where V : struct, INumberLane<V> => x + y;

        public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (1, 1);
    }

    private readonly struct Multiply : INumberBinary
    {
        public V Value<V>(V x, V y) where V : struct, INumberLane<V> => x * y;

        public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (y, x);
    }

    private readonly struct Subtract : INumberBinary
    {
        public V Value<V>(V x, V y) where V : struct, INumberLane<V> => x - y;

        public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (1, -1);
    }

    private readonly struct Sigmoid : IUnary
    {
        public V Value<V>(V x) where V : struct, IRealLane<V> => V.Sigmoid(x);

        public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => y * (1 - y);
    }

    private readonly struct Tanh : IUnary
    {
        public V Value<V>(V x) where V : struct, IRealLane<V> => V.Tanh(x);

        public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => 1 - (y * y);
    }

    private readonly struct Leaky(double slope) : INumberUnary
    {
        public V Value<V>(V x) where V : struct, INumberLane<V> => V.SelectLess(x, 0, x * slope, x);

        public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => V.SelectLess(x, 0, slope, 1);
    }

    private static readonly FusedFormula s_add = FusedFormula.NumberBinary(default(Add));
    private static readonly FusedFormula s_multiply = FusedFormula.NumberBinary(default(Multiply));

    /// <summary>sigmoid(x·y + x)·tanh(y) − x, and the sum x·y + x beside it.</summary>
    private static FusedProgram Gate() => new(
        2,
        [
            new(s_multiply, 0, 1), new(s_add, 2, 0), new(FusedFormula.Unary(default(Sigmoid)), 3), new(FusedFormula.Unary(default(Tanh)), 1),
            new(s_multiply, 4, 5), new(FusedFormula.NumberBinary(default(Subtract)), 6, 0),
        ],
        [7, 3]);

    private static T[] Numbers<T>(int n, Func<Random, T> next)
    {
        Random random = new(n + 1);
        return [.. Enumerable.Range(0, n).Select(_ => next(random))];
    }

    private static View<T> All<T>(T[] x) => new(x, 0, new long[] { x.Length }, new long[] { 1 });

    private static void GateEqualsItsSteps<T>(int n, Func<Random, T> next)
        where T : unmanaged
    {
        T[] x = Numbers(n, next);
        T[] y = [.. Numbers(n, next).Reverse()];
        T[] z = new T[n];
        T[] sum = new T[n];
        FusedLoop.Run<T>(Gate(), [n], FusedOperand.Of(x), FusedOperand.Of(y), FusedOperand.Of(z), FusedOperand.Of(sum));
        T[] expectedSum = new T[n];
        T[] a = new T[n];
        T[] b = new T[n];
        Map.NumberBinary(default(Multiply), All(x), All(y), All(expectedSum));
        Map.NumberBinary(default(Add), All(expectedSum), All(x), All(expectedSum));
        Map.Unary(default(Sigmoid), All(expectedSum), All(a));
        Map.Unary(default(Tanh), All(y), All(b));
        Map.NumberBinary(default(Multiply), All(a), All(b), All(a));
        Map.NumberBinary(default(Subtract), All(a), All(x), All(a));
        Assert.Equal(expectedSum, sum);
        Assert.Equal(a, z);
    }

    [Fact]
    public void AFusedLoopHasTheBitsOfItsStepsOneAfterAnother()
    {
        for (int n = 0; n <= 65; n++)
        {
            GateEqualsItsSteps(n, r => (float)((r.NextDouble() * 12) - 6));
            GateEqualsItsSteps(n, r => (r.NextDouble() * 12) - 6);
            GateEqualsItsSteps(n, r => (Half)((r.NextDouble() * 12) - 6));
        }

        GateEqualsItsSteps(100_003, r => (float)((r.NextDouble() * 12) - 6));
        GateEqualsItsSteps(1000, r => (BFloat16)((r.NextDouble() * 12) - 6));
    }

    [Fact]
    public void WithoutEmittedCodeTheBitsAreTheSame()
    {
        const int Count = 1003;
        float[] x = Numbers(Count, r => (float)((r.NextDouble() * 12) - 6));
        float[] y = [.. x.Reverse()];
        float[] z = new float[Count];
        float[] sum = new float[Count];
        float[] one = new float[Count];
        float[] two = new float[Count];
        FusedProgram program = Gate();
        FusedLoop.Run<float>(program, [Count], FusedOperand.Of(x), FusedOperand.Of(y), FusedOperand.Of(z), FusedOperand.Of(sum));
        Interpreted.Run(program, x, y, one, two);
        Assert.Equal(z, one);
        Assert.Equal(sum, two);
    }

    [Fact]
    public void ScalarsComeFromMemoryAndOutputsMayBeInputs()
    {
        // w −= rate·(v = momentum·v + g), momentum a constant of the program.
        FusedProgram step = new(
            4,
            [
                FusedStep.Constant(0.5), new(s_multiply, 4, 2), new(s_add, 5, 1), new(s_multiply, 6, 3), new(FusedFormula.NumberBinary(default(Subtract)), 0, 7),
            ],
            [8, 6]);
        foreach (int n in new[] { 1, 15, 16, 33, 70_001 })
        {
            float[] w = Numbers(n, r => (float)r.Next(-9, 9));
            float[] g = Numbers(n, r => (float)r.Next(-9, 9));
            float[] v = Numbers(n, r => (float)r.Next(-9, 9));
            float[] expected = [.. w.Select((x, i) => x - (((0.5f * v[i]) + g[i]) * 0.25f))];
            FusedLoop.Run<float>(
                step, [n], FusedOperand.Of(w), FusedOperand.Of(g), FusedOperand.Of(v), FusedOperand.Scalar(new[] { 7f, 0.25f }, 1), FusedOperand.Of(w), FusedOperand.Of(v));
            Assert.Equal(expected, w);
        }
    }

    [Fact]
    public void ProgramsOfOneStructureKeepTheirOwnNumbers()
    {
        float[] x = [-2, 2, -4];
        float[] y = new float[3];
        foreach (double slope in new[] { 0.5, 0.25 })
        {
            FusedProgram program = new(1, [new(FusedFormula.NumberUnary(new Leaky(slope)), 0), new(s_add, 1, 1)], [2]);
            FusedLoop.Run<float>(program, [3], FusedOperand.Of(x), FusedOperand.Of(y));
            Assert.Equal([(float)(-4 * slope), 4, (float)(-8 * slope)], y);
        }
    }

    [Fact]
    public void MasksSelectAndLeaveAsTruthValues()
    {
        // below = x < y; z = below ? (given ? x : y) : 0, for strided inputs.
        FusedProgram program = new(
            3,
            [FusedStep.Constant(0), new(FusedFormula.Less, 0, 1), new(FusedFormula.Select, 2, 0, 1), new(FusedFormula.Select, 4, 5, 3)],
            [6, 4]);
        int[] x = [.. Enumerable.Range(0, 200)];
        int[] y = [.. Enumerable.Range(0, 100).Select(i => (i * 37) % 100)];
        bool[] given = [.. Enumerable.Range(0, 100).Select(i => i % 3 == 0)];
        int[] z = new int[100];
        bool[] below = new bool[100];
        FusedLoop.Run<int>(
            program, [4, 25], FusedOperand.Strided(x, 198, [-50, -2]), FusedOperand.Of(y), FusedOperand.Of(given), FusedOperand.Of(z), FusedOperand.Of(below));
        for (int i = 0; i < 100; i++)
        {
            int left = x[198 - (2 * i)];
            Assert.Equal(left < y[i], below[i]);
            Assert.Equal(left < y[i] ? given[i] ? left : y[i] : 0, z[i]);
        }
    }

    [Fact]
    public void AStepThatUsesALaterValueIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new FusedProgram(1, [new(s_add, 0, 2)], [1]));
        Assert.Throws<ArgumentException>(() => new FusedProgram(1, [], []));
    }

    private static unsafe class Interpreted
    {
        public static void Run(FusedProgram program, float[] x, float[] y, float[] z, float[] u)
        {
            FusedState state = new(program, null);
            fixed (float* px = x, py = y, pz = z, pu = u)
            {
                byte** operands = stackalloc byte*[] { (byte*)px, (byte*)py, (byte*)pz, (byte*)pu };
                nint* steps = stackalloc nint[] { 4, 4, 4, 4 };
                FusedSteps.Run<float>(System.Runtime.CompilerServices.Unsafe.AsPointer(ref state), operands, steps, x.Length);
            }
        }
    }
}
