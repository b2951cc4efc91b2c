using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class CopyTests
{
    [Fact]
    public void Any_window_copies_to_row_major_order()
    {
        Check(i => (byte)i);
        Check(i => (short)i);
        Check(i => i);
        Check(i => (float)i);
        Check(i => (long)i);
        Check(i => new System.Numerics.Complex(i, -i));
        Check(i => i.ToString());
        Check(i => (i, i, i));
    }

    static void Check<T>(Func<int, T> value)
    {
        Random random = new(1);
        for (int round = 0; round < 150; round++)
        {
            long[] lengths = SampleView.Lengths(random);
            SampleView<T> x = SampleView.Make(random, lengths, value);
            T[] y = new T[x.Size];
            Copy.ToContiguous(x.View, y);
            Assert.Equal(x.Values(), y);

            SampleView<T> z = SampleView.Make(random, lengths, _ => value(-1), broadcast: false);
            Copy.FromContiguous<T>(y, z.View);
            Assert.Equal(y, z.Values());
            HashSet<long> written = [.. z.Places()];
            Assert.All(Enumerable.Range(0, z.Storage.Length).Where(i => !written.Contains(i)), i => Assert.Equal(value(-1), z.Storage[i]));

            SampleView<T> w = SampleView.Make(random, lengths, _ => value(-1), broadcast: false);
            Copy.Run(x.View, w.View);
            Assert.Equal(y, w.Values());
            Copy.Fill(value(7), w.View);
            Assert.All(w.Values(), v => Assert.Equal(value(7), v));
        }
    }

    [Fact]
    public void Transposed_copies_are_right_for_all_small_and_some_large_sizes()
    {
        for (int rows = 0; rows <= 65; rows += rows < 20 ? 1 : 5)
        {
            for (int columns = 0; columns <= 65; columns++)
            {
                CheckTransposed(rows, columns, i => (float)i);
                CheckTransposed(rows, columns, i => (double)i);
            }
        }

        CheckTransposed(513, 300, i => (float)i);
        CheckTransposed(300, 513, i => (long)i);
        CheckTransposed(300, 513, i => (byte)i);
        CheckTransposed(257, 129, i => (Half)i);
    }

    static void CheckTransposed<T>(int rows, int columns, Func<int, T> value)
    {
        SampleView<T> x = new([.. Enumerable.Range(0, rows * columns).Select(value)], 0, [rows, columns], [1, rows]);
        T[] y = new T[rows * columns];
        Copy.ToContiguous(x.View, y);
        Assert.True(x.Values().AsSpan().SequenceEqual(y));
    }

    [Fact]
    public void Different_lengths_are_refused()
        => Assert.Throws<ArgumentException>(() => Copy.Run(SampleView.Dense(new float[6], 2, 3).View, SampleView.Dense(new float[6], 3, 2).View));
}
