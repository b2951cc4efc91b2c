using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class CopyPartsTests
{
    readonly Random _random = new(6);

    [Fact]
    public void Parts_concatenate_along_any_axis()
    {
        for (int round = 0; round < 60; round++)
        {
            long[] lengths = [.. SampleView.Lengths(_random), 2];
            int axis = _random.Next(lengths.Length);
            long[] parts = [2, 0, 3, 1];
            long[] whole = [.. lengths];
            whole[axis] = 6;
            int[] y = new int[Product(whole)];
            int[] expected = new int[y.Length];
            long start = 0, inner = Product(lengths[(axis + 1)..]);
            foreach (long part in parts)
            {
                long[] own = [.. lengths];
                own[axis] = part;
                SampleView<int> x = SampleView.Make(_random, own, i => i);
                CopyParts.Concatenate(x.View, axis, start, 6, y);
                int[] values = x.Values();
                for (int i = 0; i < values.Length; i++)
                {
                    expected[(i / inner / part * 6 + start + i / inner % part) * inner + i % inner] = values[i];
                }

                start += part;
            }

            Assert.Equal(expected, y);
        }
    }

    [Fact]
    public void Tile_repeat_reverse_roll_read_the_right_places()
    {
        for (int round = 0; round < 100; round++)
        {
            long[] lengths = SampleView.Lengths(_random);
            int rank = lengths.Length;
            SampleView<int> x = SampleView.Make(_random, lengths, i => i);
            int[] values = x.Values();
            long[] repeats = [.. lengths.Select(_ => (long)_random.Next(3))];
            long[] tiled = [.. lengths.Zip(repeats, (a, b) => a * b)];
            Check(tiled, (k, i) => i % lengths[k], y => CopyParts.Tile(x.View, repeats, y));
            int[] axes = [.. Enumerable.Range(0, rank).Where(_ => _random.Next(2) == 0)];
            Check(lengths, (k, i) => axes.Contains(k) ? lengths[k] - 1 - i : i, y => CopyParts.Reverse(x.View, axes, y));
            long[] shifts = [.. axes.Select(_ => (long)_random.Next(-99, 99))];
            Check(lengths, (k, i) => ((i - (axes.Contains(k) ? shifts[Array.IndexOf(axes, k)] : 0)) % lengths[k] + lengths[k]) % lengths[k],
                y => CopyParts.Roll(x.View, shifts, axes, y));
            if (rank > 0)
            {
                int axis = _random.Next(rank);
                long[] repeated = [.. lengths];
                repeated[axis] *= 3;
                Check(repeated, (k, i) => k == axis ? i / 3 : i, y => CopyParts.Repeat(x.View, axis, 3, y));
            }

            void Check(long[] shape, Func<int, long, long> place, Action<int[]> run)
            {
                int[] y = new int[Product(shape)];
                run(y);
                Assert.Equal([.. Enumerable.Range(0, y.Length).Select(i => values[Place(i, shape, lengths, place)])], y);
            }
        }
    }

    [Theory]
    [InlineData(PadMode.Constant)]
    [InlineData(PadMode.Edge)]
    [InlineData(PadMode.Reflect)]
    [InlineData(PadMode.Symmetric)]
    [InlineData(PadMode.Wrap)]
    public void Pad_surrounds_any_window(PadMode mode)
    {
        for (int round = 0; round < 100; round++)
        {
            long[] lengths = SampleView.Lengths(_random, empty: mode == PadMode.Constant);
            SampleView<int> x = SampleView.Make(_random, lengths, i => i + 1);
            int[] values = x.Values();
            long[] before = [.. lengths.Select(_ => (long)_random.Next(4))], after = [.. lengths.Select(_ => (long)_random.Next(4))];
            long[] shape = [.. lengths.Select((n, k) => before[k] + n + after[k])];
            int[] y = new int[Product(shape)];
            Pad.Run(x.View, before, after, mode, -5, y);
            for (int i = 0; i < y.Length; i++)
            {
                long rest = i, at = 0, step = 1;
                bool outside = false;
                for (int k = lengths.Length - 1; k >= 0; k--)
                {
                    long place = rest % shape[k] - before[k];
                    rest /= shape[k];
                    outside |= place < 0 || place >= lengths[k];
                    at += step * (mode == PadMode.Constant ? place : Walk(place, lengths[k], mode));
                    step *= lengths[k];
                }

                Assert.Equal(mode == PadMode.Constant && outside ? -5 : values[at], y[i]);
            }
        }
    }

    // Steps to the place one by one, turning round at the edges.
    static long Walk(long place, long length, PadMode mode)
    {
        long at = 0, step = Math.Sign(place);
        for (long i = 0; i != place; i += Math.Sign(place))
        {
            if (at + step >= 0 && at + step < length)
            {
                at += step;
                continue;
            }

            switch (mode)
            {
                case PadMode.Wrap:
                    at = step > 0 ? 0 : length - 1;
                    break;
                case PadMode.Symmetric:
                    step = -step;
                    break;
                case PadMode.Reflect when length > 1:
                    step = -step;
                    at += step;
                    break;
            }
        }

        return at;
    }

    [Fact]
    public void Selection_counts_lists_and_keeps_the_true()
    {
        bool[] mask = [false, true, true, false, false, true];
        Assert.Equal(3, Selection.Count(mask));
        long[] tuples = new long[6];
        Selection.Indices(mask, [2, 3], tuples);
        Assert.Equal([0, 1, 0, 2, 1, 2], tuples);
        int[] y = new int[6];
        Selection.Compact<int>([1, 2, 3, 4, 5, 6, 7, 8], 2, [true, false], 2, y.AsSpan(0, 4));
        Assert.Equal([1, 2, 5, 6], y[..4]);
        int[] marks = new int[8];
        Selection.OneHot<int, long>([1, 3, -1, 0], 2, 2, 7, 0, marks);
        Assert.Equal([0, 0, 7, 0, 0, 7, 0, 0], marks);
        int[] z = new int[6];
        Selection.Triangle<int>([1, 2, 3, 4, 5, 6], 2, 3, 0, upper: false, z);
        Assert.Equal([1, 0, 0, 4, 5, 0], z);
        Selection.Triangle<int>([1, 2, 3, 4, 5, 6], 2, 3, 1, upper: true, z);
        Assert.Equal([0, 2, 3, 0, 0, 6], z);
        Selection.Band<int>([1, 2, 3, 4, 5, 6], 3, 2, 1, 0, z);
        Assert.Equal([1, 0, 3, 4, 0, 6], z);
        Selection.Band<int>([1, 2, 3, 4, 5, 6], 3, 2, -1, -1, z);
        Assert.Equal([1, 2, 3, 4, 5, 6], z);
    }

    static long Place(long i, long[] shape, long[] lengths, Func<int, long, long> place)
    {
        long at = 0, step = 1;
        for (int k = shape.Length - 1; k >= 0; k--)
        {
            at += step * place(k, i % shape[k]);
            i /= shape[k];
            step *= lengths[k];
        }

        return at;
    }

    static long Product(IEnumerable<long> lengths) => lengths.Aggregate(1L, (a, b) => a * b);
}
