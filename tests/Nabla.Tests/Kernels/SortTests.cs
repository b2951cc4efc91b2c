using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class SortTests
{
    static T[][] Rows<T>(T[] values, long[] lengths, int axis)
    {
        long inner = lengths[(axis + 1)..].Aggregate(1L, (a, b) => a * b), length = lengths[axis];
        return [.. Enumerable.Range(0, length == 0 ? 0 : (int)(values.Length / length))
            .Select(r => Enumerable.Range(0, (int)length).Select(j => values[((r / inner * length) + j) * inner + r % inner]).ToArray())];
    }

    static void Check<T>(Func<Random, T> value, Func<T, bool> isNaN)
        where T : unmanaged
    {
        Random random = new(41);
        Comparer<T> order = Comparer<T>.Default;
        for (int round = 0; round < 120; round++)
        {
            long[] lengths = round < 66 ? [2, round] : [.. SampleView.Lengths(random, empty: false, most: 20), random.Next(1, 200)];
            int axis = round < 66 ? 1 : random.Next(lengths.Length);
            bool descending = random.Next(2) == 0;
            SampleView<T> x = SampleView.Make(random, lengths, _ => value(random));
            T[] values = x.Values(), y = new T[values.Length];
            int[] places = new int[values.Length];
            Sort.Values(x.View, axis, descending, y);
            Sort.Places(x.View, axis, descending, places);
            int k = random.Next((int)lengths[axis] + 1);
            long[] cut = [.. lengths];
            cut[axis] = k;
            T[] top = new T[cut.Aggregate(1L, (a, b) => a * b)];
            int[] topPlaces = new int[top.Length];
            Sort.First(x.View, axis, k, descending, top, topPlaces);
            T[][] rows = Rows(values, lengths, axis), sorted = Rows(y, lengths, axis), tops = Rows(top, cut, axis);
            int[][] at = Rows(places, lengths, axis), topAt = Rows(topPlaces, cut, axis);
            for (int r = 0; r < rows.Length; r++)
            {
                T[] row = rows[r];
                int[] expected = [.. Enumerable.Range(0, row.Length).OrderBy(i => isNaN(row[i]) ? 1 : 0)
                    .ThenBy(i => row[i], Comparer<T>.Create((a, b) => isNaN(a) && isNaN(b) ? 0 : descending ? order.Compare(b, a) : order.Compare(a, b)))];
                Assert.Equal(expected, at[r]);
                Assert.Equal(expected.Select(i => row[i]), sorted[r]);
                if (k > 0)
                {
                    Assert.Equal(expected[..k], topAt[r]);
                    Assert.Equal(expected[..k].Select(i => row[i]), tops[r]);
                }
            }
        }
    }

    [Fact]
    public void Any_axis_of_any_window_is_sorted_stably_with_NaN_last()
    {
        Check(r => r.Next(9) == 0 ? float.NaN : (float)r.Next(-20, 20), float.IsNaN);
        Check(r => r.Next(9) == 0 ? double.NaN : r.NextDouble(), double.IsNaN);
        Check(r => r.Next(9) == 0 ? Half.NaN : (Half)r.Next(9), Half.IsNaN);
        Check(r => r.Next(9) == 0 ? (BFloat16)float.NaN : (BFloat16)(float)r.Next(9), BFloat16.IsNaN);
        Check(r => r.Next(-50, 50), _ => false);
        Check(r => (byte)r.Next(), _ => false);
        Check(r => (sbyte)r.Next(), _ => false);
        Check(r => (ushort)r.Next(), _ => false);
        Check(r => r.NextInt64(), _ => false);
        Check(r => (ulong)r.NextInt64() * 3, _ => false);
        Check(r => r.Next(2) == 0, _ => false);
    }

    [Fact]
    public void Top_takes_the_greatest_and_of_equals_the_first()
    {
        float[] values = new float[3];
        int[] places = new int[3];
        Sort.Top(SampleView.Dense<float>([1, 5, 2, 5, 5, 0], 6).View, 3, values, places);
        Assert.Equal([5, 5, 5], values);
        Assert.Equal([1, 3, 4], places);
        Assert.Throws<ArgumentException>(() => Sort.Top(SampleView.Dense<float>([1, 2], 2).View, 3, new float[3], new int[3]));
    }

    [Fact]
    public void Search_counts_what_stands_before()
    {
        long[] left = new long[7];
        int[] right = new int[7];
        double[] row = [1, 2, 2, 3, double.NaN], values = [0, 1, 2, 2.5, 3, 9, double.NaN];
        Search.Sorted<double, long>(row, 5, values, right: false, left);
        Search.Sorted<double, int>(row, 5, values, right: true, right);
        Assert.Equal([0, 0, 1, 3, 3, 4, 4], left);
        Assert.Equal([0, 1, 3, 3, 4, 4, 5], right);
        Search.Sorted<double, int>([1, 2, 10, 20], 2, [1.5, 0, 15, 30], right: false, right);
        Assert.Equal([1, 0, 1, 2], right[..4]);
        Search.Sorted<double, int>([], 0, [3], right: false, right);
        Assert.Equal(0, right[0]);
    }

    [Fact]
    public void Unique_elements_in_order_or_as_they_come()
    {
        Random random = new(42);
        for (int n = 0; n < 80; n++)
        {
            int[] x = [.. Enumerable.Range(0, n).Select(_ => random.Next(20))];
            foreach (bool sorted in new[] { true, false })
            {
                int[] values = new int[n], first = new int[n], counts = new int[n], inverse = new int[n];
                int count = Unique.Run<int>(x, sorted, values, first, counts, inverse);
                int[] expected = sorted ? [.. x.Distinct().Order()] : [.. x.Distinct()];
                Assert.Equal(expected, values[..count]);
                Assert.Equal(expected.Select(v => Array.IndexOf(x, v)), first[..count]);
                Assert.Equal(expected.Select(v => x.Count(w => w == v)), counts[..count]);
                Assert.Equal(x, inverse.Select(i => values[i]));
            }
        }

        float[] nan = new float[3];
        Assert.Equal(2, Unique.Run<float>([float.NaN, 1, float.NaN], sorted: true, nan, new int[3], new int[3], new int[3]));
        Assert.Equal(1, nan[0]);
    }
}
