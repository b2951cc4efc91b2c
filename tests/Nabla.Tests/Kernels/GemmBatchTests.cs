using System.Numerics;
using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public sealed class GemmBatchTests
{
    [Theory]
    [InlineData(new long[] { 3, 4 }, new long[] { 3, 4 }, 5, 6, 7)]
    [InlineData(new long[] { 3, 1 }, new long[] { 1, 4 }, 5, 6, 7)]
    [InlineData(new long[] { 3, 4 }, new long[] { }, 5, 6, 7)]
    [InlineData(new long[] { }, new long[] { 3, 4 }, 5, 6, 7)]
    [InlineData(new long[] { 3, 4 }, new long[] { 4 }, 1, 6, 7)]
    [InlineData(new long[] { 3, 4 }, new long[] { 1, 1 }, 1, 6, 7)]
    [InlineData(new long[] { 20 }, new long[] { 20 }, 64, 32, 64)]
    [InlineData(new long[] { 2 }, new long[] { 2 }, 300, 200, 300)]
    [InlineData(new long[] { 0 }, new long[] { 1 }, 3, 2, 3)]
    public void EveryProductOfABatchIsTheProductOfItsMatrices(long[] batchA, long[] batchB, int m, int k, int n)
    {
        int rank = Math.Max(batchA.Length, batchB.Length);
        long[] batch = new long[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            long x = axis <= batchA.Length ? batchA[^axis] : 1, y = axis <= batchB.Length ? batchB[^axis] : 1;
            batch[^axis] = x == 1 ? y : x;
        }

        Random random = new(5);
        float[] a = Numbers(Product(batchA) * m * k, random), b = Numbers(Product(batchB) * k * n, random), bias = Numbers(n, random);
        long count = Product(batch);
        float[] c = new float[count * m * n], one = new float[m * n];
        long[] lengthsA = [.. batchA, m, k], lengthsB = [.. batchB, k, n], lengthsC = [.. batch, m, n];
        foreach (int threads in new[] { 1, 4 })
        {
            using Workers.Scope scope = Workers.WithThreads(threads);
            Array.Clear(c);
            Gemm.Multiply(new View<float>(a, 0, lengthsA, RowMajor(lengthsA)), new View<float>(b, 0, lengthsB, RowMajor(lengthsB)), new View<float>(bias, 0, [n], [1]), new View<float>(c, 0, lengthsC, RowMajor(lengthsC)));
            for (long i = 0; i < count; i++)
            {
                long placeA = Place(i, batch, batchA) * m * k, placeB = Place(i, batch, batchB) * k * n;
                Gemm.Multiply(new View<float>(a, placeA, [m, k], [k, 1]), new View<float>(b, placeB, [k, n], [n, 1]), new View<float>(bias, 0, [n], [1]), new View<float>(one, 0, [m, n], [n, 1]));
                Assert.Equal(one, c.AsSpan((int)i * m * n, m * n).ToArray());
            }
        }
    }

    [Fact]
    public void HeadsThatLieInterleavedAreMultipliedWhereTheyLie()
    {
        // Attention: [batch, time, heads, width] seen as [batch, heads, time, width], scores q·kᵀ.
        const int Batch = 2, Time = 17, Heads = 3, Width = 8;
        Random random = new(7);
        float[] q = Numbers(Batch * Time * Heads * Width, random), k = Numbers(q.Length, random), scores = new float[Batch * Heads * Time * Time];
        long[] lengths = [Batch, Heads, Time, Width];
        Gemm.Multiply(
            new View<float>(q, 0, lengths, [Time * Heads * Width, Width, Heads * Width, 1]),
            new View<float>(k, 0, [Batch, Heads, Width, Time], [Time * Heads * Width, Width, 1, Heads * Width]),
            new View<float>(scores, 0, [Batch, Heads, Time, Time], [Heads * Time * Time, Time * Time, Time, 1]));
        for (int i = 0; i < scores.Length; i++)
        {
            int from = i / Time % Time, to = i % Time, head = i / (Time * Time) % Heads, batch = i / (Time * Time * Heads);
            double sum = 0;
            for (int w = 0; w < Width; w++)
            {
                sum += (double)q[(((((batch * Time) + from) * Heads) + head) * Width) + w] * k[(((((batch * Time) + to) * Heads) + head) * Width) + w];
            }

            Assert.Equal(sum, scores[i], 1e-6);
        }
    }

    [Fact]
    public void IntegersWrapAsTheirTypeDoes()
    {
        Whole<int>(2);
        Whole<long>(3);
        Whole<byte>(4);
        Whole<sbyte>(5);
        Whole<short>(6);
        Whole<ushort>(7);
        Whole<uint>(8);
        Whole<ulong>(9);
    }

    [Fact]
    public void HalvesAreSummedInFloat32AndRoundedOnce()
    {
        Narrow(static x => (Half)x, static x => (float)x);
        Narrow(static x => (BFloat16)x, static x => (float)x);
    }

    [Fact]
    public void ComplexAndTruthValuesMultiply()
    {
        Complex[] z = [new(1, 2), new(0, 1), new(-1, 0), new(3, -1)], product = new Complex[4];
        Gemm.Multiply(Two(z), Two(z), Two(product));
        Assert.Equal([(z[0] * z[0]) + (z[1] * z[2]), (z[0] * z[1]) + (z[1] * z[3]), (z[2] * z[0]) + (z[3] * z[2]), (z[2] * z[1]) + (z[3] * z[3])], product);
        Complex64[] narrow = [.. z.Select(static x => (Complex64)x)], narrowProduct = new Complex64[4];
        Gemm.Multiply(Two(narrow), Two(narrow), Two(narrowProduct));
        Assert.Equal(product.Select(static x => (Complex64)x), narrowProduct);
        bool[] truth = [true, false, true, true], joined = new bool[4];
        Gemm.Multiply(Two(truth), Two(truth), Two(joined));
        Assert.Equal([true, false, true, true], joined);

        static View<T> Two<T>(T[] x) => new(x, 0, [2, 2], [2, 1]);
    }

    private static void Whole<T>(int seed)
        where T : unmanaged, IBinaryInteger<T>
    {
        const int M = 9, K = 30, N = 300;
        Random random = new(seed);
        T[] a = new T[M * K], b = new T[K * N], c = new T[M * N], bias = new T[N];
        foreach (T[] array in new[] { a, b, c, bias })
        {
            for (int i = 0; i < array.Length; i++)
            {
                array[i] = T.CreateTruncating(random.NextInt64());
            }
        }

        T[] rows = [.. c], columns = new T[M * N];
        Gemm.Multiply(new View<T>(a, 0, [M, K], [K, 1]), new View<T>(b, 0, [K, N], [N, 1]), new View<T>(bias, 0, [N], [1]), new View<T>(rows, 0, [M, N], [N, 1]), accumulate: true);
        Gemm.Multiply(new View<T>(a, 0, [M, K], [K, 1]), new View<T>(b, 0, [K, N], [N, 1]), new View<T>(columns, 0, [M, N], [1, M]));
        for (int i = 0; i < M * N; i++)
        {
            T sum = T.Zero;
            for (int p = 0; p < K; p++)
            {
                sum += a[(i / N * K) + p] * b[(p * N) + (i % N)];
            }

            Assert.Equal(sum + c[i] + bias[i % N], rows[i]);
            Assert.Equal(sum, columns[(i % N * M) + (i / N)]);
        }
    }

    private static void Narrow<T>(Func<float, T> round, Func<T, float> widen)
        where T : unmanaged
    {
        const int M = 7, K = 20, N = 35;
        Random random = new(11);
        T[] a = [.. Numbers(M * K, random).Select(round)], b = [.. Numbers(K * N, random).Select(round)], bias = [.. Numbers(N, random).Select(round)], c = new T[M * N];
        float[] wide = new float[M * N];
        Gemm.Multiply(new View<float>([.. a.Select(widen)], 0, [M, K], [K, 1]), new View<float>([.. b.Select(widen)], 0, [K, N], [N, 1]), new View<float>(wide, 0, [M, N], [N, 1]));
        Gemm.Multiply(new View<T>(a, 0, [M, K], [K, 1]), new View<T>(b, 0, [K, N], [N, 1]), new View<T>(c, 0, [M, N], [N, 1]));
        Assert.Equal(wide.Select(round), c);
        Gemm.Multiply(new View<T>(a, 0, [M, K], [K, 1]), new View<T>(b, 0, [K, N], [N, 1]), new View<T>(bias, 0, [N], [1]), new View<T>(c, 0, [M, N], [N, 1]));
        Assert.Equal(wide.Select((x, i) => round(widen(round(x)) + widen(bias[i % N]))), c);
    }

    private static float[] Numbers(long count, Random random)
    {
        float[] numbers = new float[count];
        for (long i = 0; i < count; i++)
        {
            numbers[i] = random.NextSingle() - 0.5f;
        }

        return numbers;
    }

    private static long Product(long[] lengths) => lengths.Aggregate(1L, static (x, y) => x * y);

    private static long[] RowMajor(long[] lengths)
    {
        long[] strides = new long[lengths.Length];
        long step = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= lengths[axis];
        }

        return strides;
    }

    // Index of a batch place in an operand whose batch axes broadcast.
    private static long Place(long index, long[] batch, long[] own)
    {
        long place = 0, step = 1;
        for (int axis = 1; axis <= batch.Length; axis++)
        {
            long at = index % batch[^axis];
            index /= batch[^axis];
            if (axis <= own.Length)
            {
                place += own[^axis] == 1 ? 0 : at * step;
                step *= own[^axis];
            }
        }

        return place;
    }
}
