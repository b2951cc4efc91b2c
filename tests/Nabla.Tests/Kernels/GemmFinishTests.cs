using System.Numerics;
using Nabla.Kernels;
using Nabla.Lanes;
using Xunit;

namespace Nabla.Tests.Kernels;

public sealed class GemmFinishTests
{
    [Theory]
    [InlineData(128, 300, 70)]
    [InlineData(1, 300, 700)]
    [InlineData(700, 40, 650)]
    [InlineData(13, 9, 33)]
    [InlineData(600, 20, 1)]
    [InlineData(5, 0, 3)]
    public void AFormulaGivesTheBitsOfTheFormulaOverTheProduct(int m, int k, int n)
    {
        foreach (Layout layout in new[] { Layout.Rows, Layout.Columns })
        {
            Check(m, k, n, layout, static x => x);
            Check(m, k, n, layout, static x => (double)x);
            Check(m, k, n, layout, static x => (Half)x);
            Check(m, k, n, layout, static x => (BFloat16)x);
        }
    }

    [Fact]
    public void AFormulaOfRealNumbersIsRefusedForIntegers()
        => Assert.Throws<NotSupportedException>(static () => Gemm.Multiply(
            new View<int>(new int[1], 0, new long[] { 1, 1 }, new long[] { 1, 1 }),
            new View<int>(new int[1], 0, new long[] { 1, 1 }, new long[] { 1, 1 }),
            new View<int>([], 0, [], []),
            default(Bent),
            new View<int>(new int[1], 0, new long[] { 1, 1 }, new long[] { 1, 1 })));

    [Fact]
    public void AProductAllocatesNothingOnceItsMemoryIsThere()
    {
        float[] a = new float[700 * 700], b = new float[700 * 700], bias = new float[700], c = new float[700 * 700];
        Run();
        Run();

        // Tests of other classes use the same memory at the same time and may take it from under a call; one undisturbed round is enough.
        Assert.Contains(Enumerable.Range(0, 50), _ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            return GC.GetAllocatedBytesForCurrentThread() == before;
        });

        void Run()
        {
            Gemm.Multiply(new View<float>(a, 0, [700, 700], [700, 1]), new View<float>(b, 0, [700, 700], [700, 1]), new View<float>(bias, 0, [700], [1]), default(Bent), new View<float>(c, 0, [700, 700], [700, 1]));
            Gemm.Multiply(new View<float>(a, 0, [60, 70], [70, 1]), new View<float>(b, 0, [70, 10], [10, 1]), new View<float>(c, 0, [60, 10], [10, 1]));
            Gemm.Multiply(new View<float>(a, 0, [1, 700], [700, 1]), new View<float>(b, 0, [700, 700], [700, 1]), new View<float>(c, 0, [1, 700], [700, 1]));
        }
    }

    private static void Check<T>(int m, int k, int n, Layout layout, Func<float, T> make)
        where T : unmanaged
    {
        Random random = new(4);
        T[] a = Fill(m * k), b = Fill(k * n), bias = Fill(n), fused = Fill(m * n), apart = [.. fused];
        long[] steps = layout == Layout.Rows ? [n, 1] : [1, m];
        foreach (bool accumulate in new[] { false, true })
        {
            Gemm.Multiply(new View<T>(a, 0, [m, k], [k, 1]), new View<T>(b, 0, [k, n], [n, 1]), new View<T>(bias, 0, [n], [1]), new Bent(), new View<T>(fused, 0, [m, n], steps), accumulate);
            Gemm.Multiply(new View<T>(a, 0, [m, k], [k, 1]), new View<T>(b, 0, [k, n], [n, 1]), new View<T>(bias, 0, [n], [1]), new View<T>(apart, 0, [m, n], steps), accumulate);
            Map.Unary(new Bent(), new View<T>(apart, 0, [m, n], steps), new View<T>(apart, 0, [m, n], steps));
            Assert.Equal(apart, fused);
        }

        T[] Fill(int length)
        {
            T[] values = new T[length];
            for (int i = 0; i < length; i++)
            {
                values[i] = make(random.NextSingle() - 0.5f);
            }

            return values;
        }
    }

    /// <summary>y = eˣ·x + 1: not linear, not even, and wrong where it is carried over twice.</summary>
    private readonly struct Bent : IUnary
    {
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.MultiplyAdd(V.Exp(x), x, 1.0);

        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Exp(x) * (x + 1.0);
    }
}
