using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class GatherTests
{
    [Fact]
    public void Gather_reads_slices_of_any_axis_and_window()
    {
        Check(i => (byte)i);
        Check(i => (short)i);
        Check(i => (float)i);
        Check(i => (double)i);
        Check(i => new System.Numerics.Complex(i, 1));
        Check(i => i.ToString());
    }

    static void Check<T>(Func<int, T> value)
    {
        Random random = new(2);
        for (int round = 0; round < 200; round++)
        {
            long[] lengths = [.. SampleView.Lengths(random), random.Next(1, 6)];
            int axis = random.Next(lengths.Length), batchAxes = random.Next(axis + 1);
            SampleView<T> x = SampleView.Make(random, lengths, value);
            long batch = Product(lengths[..batchAxes]), outer = Product(lengths[batchAxes..axis]), inner = Product(lengths[(axis + 1)..]);
            int count = lengths[axis] == 0 ? 0 : random.Next(7);
            int[] indices = [.. Enumerable.Range(0, (int)batch * count).Select(_ => random.Next(-(int)lengths[axis], (int)lengths[axis]))];
            T[] y = new T[batch * outer * count * inner];
            Gather.Along<T, int>(x.View, axis, batchAxes, indices, y, fromEnd: true);
            T[] values = x.Values();
            for (long at = 0; at < y.Length; at++)
            {
                long i = at % inner, j = at / inner % count, o = at / inner / count;
                long index = indices[o / outer * count + j];
                index += index < 0 ? lengths[axis] : 0;
                Assert.Equal(values[(o * lengths[axis] + index) * inner + i], y[at]);
            }
        }
    }

    static long Product(long[] lengths) => lengths.Aggregate(1L, (a, b) => a * b);

    [Fact]
    public void An_index_outside_is_refused_with_its_place_and_the_axis_length()
    {
        float[] x = new float[6];
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => Gather.Along<float, long>(SampleView.Dense(x, 3, 2).View, 0, 0, [0, 3], new float[4]));
        Assert.Equal("Gather: index 3 at position 1: the axis has length 3, so indices must be in [0, 3).", e.Message);
        Assert.Throws<ArgumentException>(() => Gather.Along<float, int>(SampleView.Dense(x, 3, 2).View, 0, 0, [-1], new float[2]));
        Assert.Throws<ArgumentException>(() => Gather.Along<float, int>(SampleView.Dense(x, 3, 2).View, 0, 0, [-4], new float[2], fromEnd: true));
        Assert.Throws<ArgumentException>(() => Gather.AtTuples<float, int>(SampleView.Dense(x, 3, 2).View, 2, [0, 2], new float[1]));
        Assert.Throws<ArgumentException>(() => Scatter.Rows<float, int>(x, 3, [3], new float[2], ScatterMode.Add));
        Assert.Throws<ArgumentException>(() => Scatter.Rows<float, int>(x, 3, [-1], new float[2], ScatterMode.Update));
    }

    [Fact]
    public void Tuples_read_elements_and_slices()
    {
        Random random = new(3);
        for (int round = 0; round < 200; round++)
        {
            long[] lengths = [.. SampleView.Lengths(random, empty: false)];
            SampleView<int> x = SampleView.Make(random, lengths, i => i);
            int depth = random.Next(lengths.Length + 1), count = random.Next(5);
            long inner = Product(lengths[depth..]);
            long[] tuples = [.. Enumerable.Range(0, count * depth).Select(k => (long)random.Next((int)lengths[k % depth]))];
            int[] y = new int[count * inner];
            Gather.AtTuples<int, long>(x.View, depth, tuples, y);
            int[] values = x.Values();
            for (int i = 0; i < y.Length; i++)
            {
                long row = 0;
                for (int k = 0; k < depth; k++)
                {
                    row = row * lengths[k] + tuples[i / inner * depth + k];
                }

                Assert.Equal(values[row * inner + i % inner], y[i]);
            }
        }
    }

    [Fact]
    public void Take_along_and_scatter_along_are_inverse_where_indices_are_a_permutation()
    {
        Random random = new(4);
        for (int round = 0; round < 100; round++)
        {
            long[] lengths = [.. SampleView.Lengths(random, empty: false), 3];
            int axis = random.Next(lengths.Length);
            long inner = Product(lengths[(axis + 1)..]), length = lengths[axis];
            SampleView<double> x = SampleView.Make(random, lengths, i => (double)i);
            double[] values = x.Values();
            long[] indices = new long[values.Length];
            for (long o = 0; o < values.Length / length / inner; o++)
            {
                for (long i = 0; i < inner; i++)
                {
                    long[] order = [.. Enumerable.Range(0, (int)length).Select(k => (long)k)];
                    random.Shuffle(order);
                    for (long j = 0; j < length; j++)
                    {
                        indices[(o * length + j) * inner + i] = order[j];
                    }
                }
            }

            double[] y = new double[values.Length], z = new double[values.Length];
            TakeAlong.Run<double, long>(x.View, axis, indices, y);
            for (int at = 0; at < y.Length; at++)
            {
                long o = at / (length * inner);
                Assert.Equal(values[(o * length + indices[at]) * inner + at % inner], y[at]);
            }

            Scatter.Along<double, long>(z, lengths, axis, indices, y, ScatterMode.Add);
            Assert.Equal(values, z);
        }
    }
}
