using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class ScatterTests
{
    [Theory]
    [InlineData(ScatterMode.Update)]
    [InlineData(ScatterMode.Add)]
    [InlineData(ScatterMode.Subtract)]
    [InlineData(ScatterMode.Multiply)]
    [InlineData(ScatterMode.Max)]
    [InlineData(ScatterMode.Min)]
    public void Updates_apply_in_their_order_for_any_number_of_threads(ScatterMode mode)
    {
        Check(mode, r => (float)r.NextDouble(), Apply);
        Check(mode, r => r.NextDouble(), Apply);
        Check(mode, r => (Half)r.NextDouble(), Apply);
        Check(mode, r => r.Next(), Apply);
        Check(mode, r => (sbyte)r.Next(), Apply);
        Check(mode, r => (ulong)r.NextInt64(), Apply);

        static T Apply<T>(ScatterMode mode, T y, T u)
            where T : System.Numerics.INumber<T>
            => mode switch
            {
                ScatterMode.Update => u,
                ScatterMode.Add => unchecked(y + u),
                ScatterMode.Subtract => unchecked(y - u),
                ScatterMode.Multiply => unchecked(y * u),
                ScatterMode.Max => T.Max(y, u),
                _ => T.Min(y, u),
            };
    }

    static void Check<T>(ScatterMode mode, Func<Random, T> value, Func<ScatterMode, T, T, T> apply)
        where T : unmanaged
    {
        Random random = new(5);
        foreach ((int length, int inner, int count) in new[] { (1, 1, 5), (3, 7, 0), (5, 0, 3), (40, 17, 60), (300, 130, 700) })
        {
            T[] y = [.. Enumerable.Range(0, length * inner).Select(_ => value(random))];
            int[] indices = [.. Enumerable.Range(0, count).Select(_ => random.Next(length))];
            T[] updates = [.. Enumerable.Range(0, count * inner).Select(_ => value(random))];
            T[] expected = [.. y];
            for (int k = 0; k < updates.Length; k++)
            {
                int at = indices[k / inner] * inner + k % inner;
                expected[at] = apply(mode, expected[at], updates[k]);
            }

            foreach (int threads in new[] { 1, 2, 4, 8 })
            {
                using (Workers.WithThreads(threads))
                {
                    T[] z = [.. y];
                    Scatter.Rows<T, int>(z, length, indices, updates, mode);
                    Assert.True(expected.AsSpan().SequenceEqual(z));
                }
            }
        }
    }

    [Fact]
    public void Negative_indices_are_left_out_where_asked()
    {
        int[] y = new int[3];
        Scatter.Rows<int, long>(y, 3, [0, -1, 2, 0], [1, 2, 4, 8], ScatterMode.Add, skipNegative: true);
        Assert.Equal([9, 0, 4], y);
        Scatter.Rows<int, long>(y, 3, [-1, 1], [5, 6], ScatterMode.Update, skipNegative: true);
        Assert.Equal([9, 6, 4], y);
    }

    [Fact]
    public void Tuples_write_slices()
    {
        float[] y = new float[12];
        Scatter.AtTuples<float, int>(y, [2, 3, 2], 2, [1, 2, 0, 1, 1, 2], [1, 2, 3, 4, 5, 6], ScatterMode.Add);
        Assert.Equal([0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 6, 8], y);
        Scatter.AtTuples<float, int>(y, [2, 3, 2], 3, [0, 0, 1], [9], ScatterMode.Update);
        Assert.Equal(9, y[1]);
        System.Numerics.Complex[] z = new System.Numerics.Complex[2];
        Scatter.Rows<System.Numerics.Complex, int>(z, 2, [1, 1], [new(1, 2), new(3, 4)], ScatterMode.Add);
        Assert.Equal([0, new(4, 6)], z);
    }
}
