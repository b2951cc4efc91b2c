using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class SoftmaxTests
{
    delegate void Forward<T>(View<T> x, int axis, Span<T> y);

    delegate void Backward<T>(View<T> y, View<T> dy, int axis, Span<T> dx);

    static double[] Exact(double[] row, bool log)
    {
        double max = row.Max(), sum = row.Sum(v => Math.Exp(v - max));
        return [.. row.Select(v => log ? v - max - Math.Log(sum) : Math.Exp(v - max) / sum)];
    }

    static void Check<T>(Func<double, T> from, Func<T, double> to, double tolerance)
        where T : unmanaged
    {
        Random random = new(31);
        for (int round = 0; round < 130; round++)
        {
            long[] lengths = round < 66 ? [3, round] : [.. SampleView.Lengths(random, empty: false, most: 20), random.Next(1, 300)];
            int axis = round < 66 ? 1 : random.Next(lengths.Length);
            SampleView<T> x = SampleView.Make(random, lengths, _ => from(random.NextDouble() * 20 - 10)), dy = SampleView.Make(random, lengths, _ => from(random.NextDouble() - 0.5));
            double[] values = [.. x.Values().Select(to)], slopes = [.. dy.Values().Select(to)];
            long inner = lengths[(axis + 1)..].Aggregate(1L, (a, b) => a * b), length = lengths[axis];
            foreach (bool log in new[] { false, true })
            {
                T[] y = new T[values.Length], dx = new T[values.Length];
                (log ? (Forward<T>)Softmax.Log : Softmax.Run)(x.View, axis, y);
                (log ? (Backward<T>)Softmax.LogGradient : Softmax.Gradient)(SampleView.Dense(y, lengths).View, dy.View, axis, dx);
                for (long r = 0; length > 0 && r < values.Length / length; r++)
                {
                    int[] places = [.. Enumerable.Range(0, (int)length).Select(j => (int)((r / inner * length + j) * inner + r % inner))];
                    double[] expected = Exact([.. places.Select(p => values[p])], log);
                    double sum = places.Select((p, j) => log ? slopes[p] : slopes[p] * expected[j]).Sum();
                    for (int j = 0; j < length; j++)
                    {
                        Assert.Equal(expected[j], to(y[places[j]]), tolerance * (1 + Math.Abs(expected[j])));
                        double slope = log ? slopes[places[j]] - Math.Exp(expected[j]) * sum : expected[j] * (slopes[places[j]] - sum);
                        Assert.Equal(slope, to(dx[places[j]]), tolerance * 8 * (1 + Math.Abs(slope)));
                    }
                }
            }
        }
    }

    [Fact]
    public void Softmax_its_logarithm_and_gradients_are_right_along_any_axis()
    {
        Check(v => (float)v, v => v, 2e-6);
        Check(v => v, v => v, 1e-14);
        Check(v => (Half)v, v => (double)v, 2e-3);
        Check(v => (BFloat16)v, v => (double)v, 2e-2);
    }

    [Fact]
    public void Special_rows_are_as_in_TensorFlow()
    {
        const float inf = float.PositiveInfinity;
        float[] y = new float[3];
        Softmax.Run(SampleView.Dense([-inf, -inf, -inf], 3).View, 0, y);
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
        Softmax.Run(SampleView.Dense([1, inf, 2], 3).View, 0, y);
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
        Softmax.Run(SampleView.Dense([1, float.NaN, 2], 3).View, 0, y);
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
        Softmax.Run(SampleView.Dense([3e38f, -3e38f, -inf], 3).View, 0, y);
        Assert.Equal([1, 0, 0], y);
        Softmax.Log(SampleView.Dense([1e4f, 0, -1e4f], 3).View, 0, y);
        Assert.Equal([0, -1e4f, -2e4f], y);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Random random = new(32);
        float[] x = [.. Enumerable.Range(0, 300 * 517).Select(_ => random.NextSingle() * 9)];
        float[] first = [];
        foreach (int threads in new[] { 1, 2, 4, 8 })
        {
            using (Workers.WithThreads(threads))
            {
                float[] y = new float[x.Length];
                Softmax.Run(SampleView.Dense(x, 300, 517).View, 1, y);
                first = first.Length == 0 ? y : first;
                Assert.Equal(first, y);
            }
        }
    }

    [Fact]
    public void Cross_entropy_of_shares_and_of_classes_with_gradients()
    {
        Random random = new(33);
        for (int n = 1; n < 70; n++)
        {
            const int Rows = 4;
            float[] x = [.. Enumerable.Range(0, Rows * n).Select(_ => random.NextSingle() * 20 - 10)];
            float[] labels = [.. Enumerable.Range(0, Rows * n).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle())];
            int[] classes = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(n))];
            classes[1] = -7;
            float[] dense = new float[Rows], denseAlone = new float[Rows], sparse = new float[Rows], sparseAlone = new float[Rows];
            float[] denseGradient = new float[x.Length], sparseGradient = new float[x.Length];
            SoftmaxCrossEntropy.Dense<float>(x, labels, n, dense, denseGradient);
            SoftmaxCrossEntropy.Dense<float>(x, labels, n, denseAlone, []);
            SoftmaxCrossEntropy.Sparse<float, int>(x, classes, n, sparse, sparseGradient, ignored: -7);
            SoftmaxCrossEntropy.Sparse<float, int>(x, classes, n, sparseAlone, [], ignored: -7);
            Assert.Equal(dense, denseAlone);
            Assert.Equal(sparse, sparseAlone);
            for (int r = 0; r < Rows; r++)
            {
                double[] log = Exact([.. x.Skip(r * n).Take(n).Select(v => (double)v)], log: true);
                double[] own = [.. labels.Skip(r * n).Take(n).Select(v => (double)v)];
                double expected = -own.Zip(log, (a, b) => a * b).Sum();
                Assert.Equal(expected, dense[r], 2e-6 * (1 + expected));
                Assert.Equal(classes[r] < 0 ? 0 : -log[classes[r]], sparse[r], 1e-5);
                for (int k = 0; k < n; k++)
                {
                    Assert.Equal(Math.Exp(log[k]) - own[k], denseGradient[r * n + k], 1e-5);
                    Assert.Equal(classes[r] < 0 ? 0 : Math.Exp(log[k]) - (k == classes[r] ? 1 : 0), sparseGradient[r * n + k], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void A_class_outside_is_refused_and_impossible_classes_with_label_zero_count_nothing()
    {
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Sparse<float, long>(new float[3], [3], 3, new float[1], []));
        float[] loss = new float[1];
        SoftmaxCrossEntropy.Dense<float>([0, 0, float.NegativeInfinity], [0.5f, 0.5f, 0], 3, loss, []);
        Assert.Equal(MathF.Log(2), loss[0], 1e-6f);
    }

    [Fact]
    public void Layer_norm_and_its_gradients()
    {
        Random random = new(34);
        for (int n = 1; n < 140; n += n < 66 ? 1 : 9)
        {
            const int Rows = 3;
            double[] x = Draw(Rows * n), dy = Draw(Rows * n), scale = Draw(n), shift = Draw(n);
            double[] y = new double[x.Length], mean = new double[Rows], factor = new double[Rows], dx = new double[x.Length], ds = new double[n], dt = new double[n];
            LayerNorm.Run<double>(x, scale, shift, 1e-3, y, mean, factor);
            LayerNorm.Gradient<double>(x, dy, scale, mean, factor, dx, ds, dt);
            float[] single = new float[x.Length];
            LayerNorm.Run<float>([.. x.Select(v => (float)v)], [.. scale.Select(v => (float)v)], [.. shift.Select(v => (float)v)], 1e-3, single, new float[Rows], new float[Rows]);
            for (int k = 0; k < n; k++)
            {
                Assert.Equal(Enumerable.Range(0, Rows).Sum(r => dy[r * n + k]), dt[k], 1e-12);
                Assert.Equal(Enumerable.Range(0, Rows).Sum(r => dy[r * n + k] * (x[r * n + k] - mean[r]) * factor[r]), ds[k], 1e-10);
            }

            for (int at = 0; at < x.Length; at++)
            {
                Assert.Equal(Value(x, at), y[at], 1e-11);
                Assert.Equal(y[at], single[at], 1e-4);
                double[] up = [.. x], down = [.. x];
                up[at] += 1e-5;
                down[at] -= 1e-5;
                int row = at / n * n;
                double slope = Enumerable.Range(row, n).Sum(i => dy[i] * (Value(up, i) - Value(down, i))) / 2e-5;
                Assert.Equal(slope, dx[at], 1e-5);
            }

            double Value(double[] z, int at)
            {
                double[] row = z[(at / n * n)..(at / n * n + n)];
                double m = row.Average(), v = row.Average(w => (w - m) * (w - m));
                return (z[at] - m) / Math.Sqrt(v + 1e-3) * scale[at % n] + shift[at % n];
            }
        }

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }
}
