using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class ReduceArgTests
{
    [Fact]
    public void Argmax_and_argmin_find_the_first_along_any_axis()
    {
        Check(r => (float)r.Next(20));
        Check(r => (double)r.Next(20));
        Check(r => (Half)r.Next(20));
        Check(r => r.Next(20));
        Check(r => (byte)r.Next(20));
        Check(r => r.Next(2) == 0);
        Check(r => (BFloat16)(float)r.Next(20));
    }

    static void Check<T>(Func<Random, T> value)
        where T : unmanaged
    {
        Random random = new(21);
        for (int round = 0; round < 60; round++)
        {
            long[] lengths = [.. SampleView.Lengths(random, empty: false), 5];
            int axis = random.Next(lengths.Length);
            SampleView<T> x = SampleView.Make(random, lengths, _ => value(random));
            T[] values = x.Values();
            long inner = lengths[(axis + 1)..].Aggregate(1L, (a, b) => a * b), length = lengths[axis];
            long[] y = new long[values.Length / length];
            int[] z = new int[y.Length];
            Reduce.ArgMax(x.View, axis, y);
            Reduce.ArgMin(x.View, axis, z);
            for (int i = 0; i < y.Length; i++)
            {
                T[] row = [.. Enumerable.Range(0, (int)length).Select(j => values[((i / inner * length) + j) * inner + i % inner])];
                Comparer<T> order = Comparer<T>.Default;
                Assert.Equal(Array.FindIndex(row, v => row.All(w => order.Compare(w, v) <= 0)), y[i]);
                Assert.Equal(Array.FindIndex(row, v => row.All(w => order.Compare(w, v) >= 0)), z[i]);
            }
        }
    }

    [Fact]
    public void The_first_NaN_wins()
    {
        long[] y = new long[1];
        float[] x = [1, float.NaN, 5, float.NaN];
        Reduce.ArgMax(SampleView.Dense(x, 4).View, 0, y);
        Assert.Equal(1, y[0]);
        Reduce.ArgMin(SampleView.Dense(x, 4).View, 0, y);
        Assert.Equal(1, y[0]);
    }
}
