using System.Numerics;
using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public sealed class GemmTests
{
    private static readonly int[] s_rows = [1, 2, 4, 5, 6, 7, 11, 13, 25];
    private static readonly int[] s_columns = [1, 4, 5, 9, 16, 17, 32, 33, 130];
    private static readonly int[] s_depths = [0, 1, 7, 32, 513];

    [Fact]
    public void EveryEdgeOfATileHasTheDocumentedBitsInFloat32() => Edges<float>();

    [Fact]
    public void EveryEdgeOfATileHasTheDocumentedBitsInFloat64() => Edges<double>();

    [Theory]
    [InlineData(128, 784, 512)]
    [InlineData(784, 128, 70)]
    [InlineData(500, 300, 100)]
    [InlineData(1, 784, 512)]
    [InlineData(512, 784, 1)]
    [InlineData(3, 700, 600)]
    [InlineData(600, 700, 3)]
    [InlineData(1000, 33, 17)]
    [InlineData(17, 513, 1000)]
    [InlineData(1, 3000, 1)]
    [InlineData(1100, 20, 600)]
    [InlineData(700, 600, 650)]
    public void LargeProductsHaveTheDocumentedBitsForAnyTranspositionAndThreads(int m, int k, int n)
    {
        Large<float>(m, k, n);
        Large<double>(m, k, n);
    }

    [Theory]
    [InlineData(60, 2000, 40)]
    [InlineData(1, 5000, 20)]
    public void TheErrorOfASumStaysSmall(int m, int k, int n)
    {
        GemmCase<float> one = new(m, k, n);
        float[] product = one.Product();
        double[] exact = one.Exact();
        for (int i = 0; i < product.Length; i++)
        {
            Assert.InRange(product[i] - exact[i], -2e-5, 2e-5);
        }
    }

    [Fact]
    public void EveryPairOfLayoutsGivesTheSameBits()
    {
        Layout[] layouts = Enum.GetValues<Layout>();
        foreach ((int m, int k, int n) in new[] { (13, 40, 33), (1, 40, 100), (70, 30, 1), (4, 300, 4) })
        {
            GemmCase<float> one = new(m, k, n);
            float[] expected = one.Expected(accumulate: true, bias: true);
            foreach (Layout a in layouts)
            {
                foreach (Layout b in layouts)
                {
                    foreach (Layout c in layouts)
                    {
                        Assert.Equal(expected, one.Product(a, b, c, accumulate: true, bias: true));
                    }
                }
            }
        }
    }

    [Fact]
    public void RowsOfABatchHaveTheBitsOfEachRowAlone()
    {
        Random random = new(3);
        float[] x = Numbers(128 * 300, random), w = Numbers(300 * 50, random), all = new float[128 * 50], one = new float[50];
        Gemm.Multiply(new View<float>(x, 0, [128, 300], [300, 1]), new View<float>(w, 0, [300, 50], [50, 1]), new View<float>(all, 0, [128, 50], [50, 1]));
        for (int row = 0; row < 128; row++)
        {
            Gemm.Multiply(new View<float>(x, row * 300, [1, 300], [300, 1]), new View<float>(w, 0, [300, 50], [50, 1]), new View<float>(one, 0, [1, 50], [50, 1]));
            Assert.Equal(all.AsSpan(row * 50, 50).ToArray(), one);
        }
    }

    [Fact]
    public void NaNAndInfinityReachTheirRowsAndColumnsAndNoOthers()
    {
        const int Size = 40;
        float[] a = new float[Size * Size], b = new float[Size * Size], c = new float[Size * Size];
        Array.Fill(a, 1);
        Array.Fill(b, 1);
        a[(3 * Size) + 39] = float.NaN;
        a[(5 * Size) + 2] = float.PositiveInfinity;
        b[(7 * Size) + 38] = float.NegativeInfinity;
        Gemm.Multiply(Square(a), Square(b), Square(c));
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                float expected = i == 3 || (i == 5 && j == 38) ? float.NaN : i == 5 ? float.PositiveInfinity : j == 38 ? float.NegativeInfinity : Size;
                Assert.Equal(expected, c[(i * Size) + j]);
            }
        }

        // Zero times infinity is no number, also where the zero stands in a padded matrix's place.
        Array.Clear(a);
        Gemm.Multiply(Square(a), Square(b), Square(c));
        Assert.Equal(float.NaN, c[38]);
        Assert.Equal(0, c[37]);

        static View<float> Square(float[] x) => new(x, 0, [Size, Size], [Size, 1]);
    }

    [Theory]
    [InlineData(0, 5, 7)]
    [InlineData(5, 0, 7)]
    [InlineData(5, 7, 0)]
    [InlineData(0, 0, 0)]
    public void EmptyAxesGiveEmptyProductsOrZeros(int m, int k, int n)
    {
        GemmCase<float> one = new(m, k, n);
        Assert.Equal(one.Expected(accumulate: false, bias: false), one.Product());
        Assert.Equal(one.Expected(accumulate: false, bias: true), one.Product(bias: true));
        Assert.Equal(one.Expected(accumulate: true, bias: false), one.Product(accumulate: true));
    }

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(static () => Gemm.Multiply(Zeros(128, 784), Zeros(512, 10), Zeros(128, 10)));
        Assert.Equal("MatMul: [128, 784] × [512, 10] = [128, 10]: inner axes are 784 and 512; they must be equal.", thrown.Message);
        Assert.Throws<ArgumentException>(static () => Gemm.Multiply(Zeros(2, 3), Zeros(3, 4), Zeros(3, 4)));
        Assert.Throws<ArgumentException>(static () => Gemm.Multiply(Zeros(2, 3), Zeros(3, 4), Zeros(1, 3), Zeros(2, 4)));
        Assert.Throws<ArgumentException>(static () => Gemm.Multiply(new View<float>(new float[5], 0, [2, 3], [3, 1]), Zeros(3, 4), Zeros(2, 4)));
        Assert.Throws<ArgumentException>(static () => Gemm.Multiply(new View<float>(new float[3], 0, [3], [1]), Zeros(3, 4), Zeros(1, 4)));

        static View<float> Zeros(int rows, int columns) => new(new float[rows * columns], 0, new long[] { rows, columns }, new long[] { columns, 1 });
    }

    private static void Edges<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int m in s_rows)
        {
            foreach (int n in s_columns)
            {
                foreach (int k in s_depths)
                {
                    GemmCase<T> one = new(m, k, n);
                    bool accumulate = (m + n + k) % 2 == 0, bias = (m + n) % 3 == 0;
                    T[] expected = one.Expected(accumulate, bias);
                    Assert.Equal(expected, one.Product(Layout.Rows, Layout.Rows, Layout.Rows, accumulate, bias));
                    Assert.Equal(expected, one.Product(Layout.SpacedColumns, Layout.SpacedRows, Layout.SpacedRows, accumulate, bias));
                    Assert.Equal(expected, one.Product(Layout.Rows, Layout.Columns, Layout.Columns, accumulate, bias));
                }
            }
        }
    }

    private static void Large<T>(int m, int k, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GemmCase<T> one = new(m, k, n);
        T[] expected = one.Expected(accumulate: false, bias: true);
        foreach (int threads in new[] { 1, 2, 4, 8 })
        {
            using Workers.Scope scope = Workers.WithThreads(threads);
            Assert.Equal(expected, one.Product(bias: true));
            Assert.Equal(expected, one.Product(Layout.Columns, Layout.Columns, Layout.Columns, bias: true));
            Assert.Equal(expected, one.Product(Layout.Rows, Layout.Columns, bias: true));
            Assert.Equal(expected, one.Product(Layout.Columns, Layout.Rows, bias: true));
        }
    }

    private static float[] Numbers(int count, Random random)
    {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = random.NextSingle() - 0.5f;
        }

        return numbers;
    }
}
