using System.Numerics;
using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class ReduceTests
{
    delegate void Reduction<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y);

    static readonly int[] Threads = [1, 2, 4, 8];

    /// <summary>The elements that each result is made of, in row-major order of both.</summary>
    static T[][] Groups<T>(SampleView<T> x, int[] axes)
    {
        int[] stay = [.. Enumerable.Range(0, x.Lengths.Length).Where(k => !axes.Contains(k))];
        long[] lengths = [.. stay.Concat(axes).Select(k => x.Lengths[k])], strides = [.. stay.Concat(axes).Select(k => x.Strides[k])];
        T[] values = new SampleView<T>(x.Storage, x.Offset, lengths, strides).Values();
        int count = (int)stay.Aggregate(1L, (a, k) => a * x.Lengths[k]);
        int each = count == 0 ? 0 : values.Length / count;
        return [.. Enumerable.Range(0, count).Select(i => values[(i * each)..((i + 1) * each)])];
    }

    static int[] Axes(Random random, int rank) => [.. Enumerable.Range(0, rank).Where(_ => random.Next(2) == 0)];

    static void Check<T>(Func<Random, T> value, Reduction<T> run, Func<T[], T> reference, double tolerance, bool empty = true)
        where T : unmanaged, INumber<T>
    {
        Random random = new(11);
        for (int round = 0; round < 60; round++)
        {
            long[] lengths = SampleView.Lengths(random, empty);
            SampleView<T> x = SampleView.Make(random, lengths, _ => value(random));
            int[] axes = Axes(random, lengths.Length);
            T[] expected = [.. Groups(x, axes).Select(reference)];
            T[] y = new T[expected.Length];
            run(x.View, axes, y);
            for (int i = 0; i < y.Length; i++)
            {
                double error = Math.Abs(double.CreateChecked(y[i]) - double.CreateChecked(expected[i]));
                Assert.True(y[i] == expected[i] || error <= tolerance * (1 + Math.Abs(double.CreateChecked(expected[i]))), $"{y[i]} is not {expected[i]}");
            }

            T[] dense = new T[y.Length];
            run(SampleView.Dense(x.Values(), lengths).View, axes, dense);
            Assert.Equal(y, dense);
        }
    }

    [Fact]
    public void Sums_products_squares_and_extremes_of_floats_are_right_for_any_window_and_axes()
    {
        Check(r => r.NextSingle() - 0.5f, Reduce.Sum, v => (float)v.Sum(z => (double)z), 1e-6);
        Check(r => r.NextDouble() - 0.5, Reduce.Sum, v => v.Sum(), 1e-14);
        Check(r => (Half)(r.NextDouble() - 0.5), Reduce.Sum, v => (Half)v.Sum(z => (float)z), 1e-3);
        Check(r => r.NextSingle() - 0.5f, Reduce.SumOfSquares, v => (float)v.Sum(z => (double)z * z), 1e-6);
        Check(r => r.NextSingle() - 0.5f, Reduce.SumOfAbsolutes, v => (float)v.Sum(z => (double)Math.Abs(z)), 1e-6);
        Check(r => 1 + r.NextSingle() * 1e-3f, Reduce.Product, v => (float)v.Aggregate(1.0, (a, b) => a * b), 1e-5);
        Check(r => r.NextSingle() - 0.5f, Reduce.Max, v => v.Max(), 0, empty: false);
        Check(r => r.NextDouble() - 0.5, Reduce.Min, v => v.Min(), 0, empty: false);
        Check(r => (Half)r.NextDouble(), Reduce.Max, v => v.Max(), 0, empty: false);
    }

    [Fact]
    public void Integers_of_every_size_wrap()
    {
        Integers<sbyte>();
        Integers<byte>();
        Integers<short>();
        Integers<ushort>();
        Integers<int>();
        Integers<uint>();
        Integers<long>();
        Integers<ulong>();

        static void Integers<T>()
            where T : unmanaged, IBinaryInteger<T>
        {
            Func<Random, T> value = r => T.CreateTruncating(r.NextInt64(long.MinValue, long.MaxValue));
            Check(value, Reduce.Sum, v => v.Aggregate(T.Zero, (a, b) => unchecked(a + b)), 0);
            Check(value, Reduce.Product, v => v.Aggregate(T.One, (a, b) => unchecked(a * b)), 0);
            Check(value, Reduce.Max, v => v.Max(), 0, empty: false);
            Check(value, Reduce.Min, v => v.Min(), 0, empty: false);
        }
    }

    [Fact]
    public void Truth_values_complex_numbers_and_counts()
    {
        Random random = new(12);
        for (int round = 0; round < 60; round++)
        {
            long[] lengths = SampleView.Lengths(random);
            int[] axes = Axes(random, lengths.Length);
            SampleView<bool> x = SampleView.Make(random, lengths, _ => random.Next(round % 5 + 1) == 0);
            bool[][] groups = Groups(x, axes);
            bool[] any = new bool[groups.Length], all = new bool[groups.Length];
            long[] count = new long[groups.Length];
            Reduce.Any(x.View, axes, any);
            Reduce.All(x.View, axes, all);
            Reduce.CountNonZero(x.View, axes, count);
            Assert.Equal(groups.Select(v => v.Contains(true)), any);
            Assert.Equal(groups.Select(v => !v.Contains(false)), all);
            Assert.Equal(groups.Select(v => v.LongCount(b => b)), count);

            SampleView<Complex64> z = SampleView.Make(random, lengths, _ => new Complex64(random.NextSingle(), random.NextSingle()));
            Complex64[] sum = new Complex64[groups.Length];
            Reduce.Sum(z.View, axes, sum);
            Assert.All(Groups(z, axes).Zip(sum), p => Assert.Equal(0, Complex.Abs(p.First.Aggregate(Complex.Zero, (a, b) => a + b) - p.Second), 1e-4));
        }

        Complex[] product = new Complex[1];
        Reduce.Product(SampleView.Dense<Complex>([new(0, 1), new(0, 1), new(2, 0)], 3).View, [0], product);
        Assert.Equal(new Complex(-2, 0), product[0]);
    }

    [Fact]
    public void Means_variances_and_log_sums_are_right()
    {
        Random random = new(13);
        for (int round = 0; round < 60; round++)
        {
            long[] lengths = SampleView.Lengths(random, empty: false);
            int[] axes = Axes(random, lengths.Length);
            SampleView<float> x = SampleView.Make(random, lengths, _ => 100 + random.NextSingle());
            float[][] groups = Groups(x, axes);
            float[] mean = new float[groups.Length], variance = new float[groups.Length], log = new float[groups.Length], plain = new float[groups.Length];
            Reduce.Variance(x.View, axes, mean, variance);
            Reduce.Mean(x.View, axes, plain);
            Reduce.LogSumExp(x.View, axes, log);
            Assert.Equal(plain, mean);
            for (int i = 0; i < mean.Length; i++)
            {
                double m = groups[i].Average(z => (double)z);
                Assert.Equal(m, mean[i], 1e-4);
                Assert.Equal(groups[i].Average(z => (z - m) * (z - m)), variance[i], 1e-5);
                Assert.Equal(100 + Math.Log(groups[i].Sum(z => Math.Exp((double)z - 100))), log[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Log_sum_of_infinities_and_nan()
    {
        float inf = float.PositiveInfinity;
        float[] y = new float[5];
        Reduce.LogSumExp(SampleView.Dense([-inf, -inf, inf, 0, inf, -inf, float.NaN, 1, 3e38f, 3e38f], 5, 2).View, [1], y);
        Assert.Equal([-inf, inf, inf, float.NaN, 3e38f], y);
        Reduce.LogSumExp(SampleView.Dense<float>([], 5, 0).View, [1], y);
        Assert.All(y, v => Assert.Equal(-inf, v));
    }

    [Fact]
    public void Rows_and_columns_of_all_short_lengths()
    {
        Random random = new(14);
        for (int n = 0; n <= 300; n += n < 66 ? 1 : 13)
        {
            foreach (long[] shape in new long[][] { [3, n], [n, 3], [n, 17], [2, n, 67] })
            {
                int axis = shape.Length == 3 ? 1 : shape[1] == n ? 1 : 0;
                SampleView<float> x = SampleView.Make(random, shape, _ => random.NextSingle(), dense: true);
                float[] y = new float[shape.Aggregate(1L, (a, b) => a * b) / Math.Max(1, n)];
                y = n == 0 ? new float[shape.Where((_, k) => k != axis).Aggregate(1L, (a, b) => a * b)] : y;
                Reduce.Sum(x.View, [axis], y);
                Assert.All(Groups(x, [axis]).Zip(y), p => Assert.Equal(p.First.Sum(z => (double)z), p.Second, 1e-4));
            }
        }
    }

    [Fact]
    public void NaN_passes_and_zeros_keep_their_sign()
    {
        float[] y = new float[1];
        Reduce.Max(SampleView.Dense([1, float.NaN, 3, 2f], 4).View, [0], y);
        Assert.True(float.IsNaN(y[0]));
        Reduce.Min(SampleView.Dense([1, float.NaN, 3, 2f], 4).View, [0], y);
        Assert.True(float.IsNaN(y[0]));
        Reduce.Sum(SampleView.Dense([-0f, -0f], 2).View, [0], y);
        Assert.True(float.IsNegative(y[0]));
        Reduce.Sum(SampleView.Dense<float>([], 0).View, [0], y);
        Assert.False(float.IsNegative(y[0]));
        Reduce.Max(SampleView.Dense([-0f, 0f, -0f], 3).View, [0], y);
        Assert.False(float.IsNegative(y[0]));
    }

    [Fact]
    public void Large_sums_are_exact_to_a_millionth_and_equal_for_any_number_of_threads()
    {
        Random random = new(15);
        float[] x = new float[10_000_000];
        foreach (Func<int, float> value in new Func<int, float>[] { _ => 0.1f, _ => random.NextSingle(), i => 1f / (i + 1) })
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = value(i);
            }

            double exact = 0;
            foreach (float v in x)
            {
                exact += v;
            }

            foreach (long[] shape in new long[][] { [10_000_000], [5_000_000, 2], [100_000, 100], [10, 1_000_000] })
            {
                float[] first = [];
                foreach (int threads in Threads)
                {
                    using (Workers.WithThreads(threads))
                    {
                        float[] y = new float[shape.Length == 1 ? 1 : shape[1]];
                        Reduce.Sum(SampleView.Dense(x, shape).View, [0], y);
                        first = first.Length == 0 ? y : first;
                        Assert.Equal(first, y);
                    }
                }

                float[] total = new float[1];
                Reduce.Sum(SampleView.Dense(x, shape).View, [.. Enumerable.Range(0, shape.Length)], total);
                Assert.Equal(1, total[0] / exact, 1e-6);
                Assert.Equal(1, first.Sum(v => (double)v) / exact, 1e-6);
            }
        }
    }
}
