using Nabla.Kernels;
using Nabla.Lanes;
using Xunit;

namespace Nabla.Tests.Kernels;

public class MapTests
{
    private readonly struct Combine : INumberBinary
    {
        public V Value<V>(V x, V y) where V : struct, INumberLane<V> => (x * 3) - y;

        public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (x + z, y * 2);
    }

    private readonly struct Cut(double limit) : IUnary
    {
        public V Value<V>(V x) where V : struct, IRealLane<V> => V.Min(x, limit);

        public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => V.SelectLess(x, limit, y, 0);
    }

    private readonly struct Both : IBitBinary
    {
        public V Value<V>(V x, V y) where V : struct, IBitLane<V> => x & ~y;
    }

    /// <summary>An array of random layout that is read at any index.</summary>
    private sealed class Laid<T>
    {
        public T[] Storage = [];
        public long Offset;
        public long[] Lengths = [];
        public long[] Strides = [];

        public View<T> View => new(Storage, Offset, Lengths, Strides);

        public ref T At(long[] index)
        {
            long at = Offset;
            for (int k = 0; k < index.Length; k++) at += index[k] * Strides[k];
            return ref Storage[at];
        }

        public static Laid<T> Make(Random random, long[] lengths, Func<T> next, bool output)
        {
            int rank = lengths.Length;
            int[] order = [.. Enumerable.Range(0, rank)];
            if (random.Next(3) == 0) random.Shuffle(order);
            long[] strides = new long[rank];
            long step = 1, offset = 0;
            for (int k = rank - 1; k >= 0; k--)
            {
                int axis = order[k];
                if (!output && random.Next(4) == 0) continue;
                strides[axis] = step;
                if (random.Next(4) == 0) step *= 2;
                step *= lengths[axis] + (random.Next(5) == 0 ? 1 : 0);
            }

            // Reversed axes start at their other end.
            for (int k = 0; k < rank; k++)
            {
                if (random.Next(4) != 0 || lengths[k] == 0) continue;
                offset += strides[k] * (lengths[k] - 1);
                strides[k] = -strides[k];
            }

            long size = 1 + offset;
            for (int k = 0; k < rank; k++) size += Math.Abs(strides[k]) * Math.Max(0, lengths[k] - 1);
            long front = random.Next(3);
            T[] storage = new T[size + front];
            for (long i = 0; i < storage.Length; i++) storage[i] = next();
            return new Laid<T> { Storage = storage, Offset = offset + front, Lengths = lengths, Strides = strides };
        }
    }

    private static readonly long[][] s_shapes =
    [
        [], [1], [7], [65], [300], [0], [3, 0, 2], [5, 3], [70, 3], [3, 70], [1, 64, 1], [4, 5, 6], [2, 3, 4, 5], [9, 100], [100, 9], [2, 2, 130], [17, 1, 33], [3, 700],
        [300, 200],
    ];

    private static IEnumerable<long[]> Indices(long[] lengths)
    {
        long size = lengths.Aggregate(1L, (a, b) => a * b);
        for (long i = 0; i < size; i++)
        {
            long[] index = new long[lengths.Length];
            long rest = i;
            for (int k = lengths.Length - 1; k >= 0; k--)
            {
                index[k] = rest % lengths[k];
                rest /= lengths[k];
            }

            yield return index;
        }
    }

    private static void EachLayout(Action<Random, long[]> check)
    {
        Random random = new(5);
        foreach (long[] shape in s_shapes)
        {
            for (int i = 0; i < (shape.Length > 1 && shape[0] < 200 ? 30 : 5); i++) check(random, shape);
        }
    }

    private static void CheckNumbers<T>(Func<Random, T> number, Func<T, T, T> expected)
        where T : unmanaged =>
        EachLayout((random, shape) =>
        {
            Laid<T> x = Laid<T>.Make(random, shape, () => number(random), output: false);
            Laid<T> y = Laid<T>.Make(random, shape, () => number(random), output: false);
            Laid<T> z = Laid<T>.Make(random, shape, () => number(random), output: true);
            Map.NumberBinary(default(Combine), x.View, y.View, z.View);
            foreach (long[] index in Indices(shape))
            {
                Assert.Equal(expected(x.At(index), y.At(index)), z.At(index));
            }
        });

    [Fact]
    public void NumbersOfEveryTypeAndLayoutAreCombinedElementByElement()
    {
        CheckNumbers(r => (float)r.Next(-100, 100), (x, y) => (x * 3) - y);
        CheckNumbers(r => (double)r.Next(-100, 100), (x, y) => (x * 3) - y);
        CheckNumbers(r => (Half)r.NextDouble(), (x, y) => (Half)(((float)x * 3) - (float)y));
        CheckNumbers(r => (BFloat16)r.NextDouble(), (x, y) => (BFloat16)(((float)x * 3) - (float)y));
        CheckNumbers(r => (byte)r.Next(256), (x, y) => (byte)((x * 3) - y));
        CheckNumbers(r => (sbyte)r.Next(-128, 128), (x, y) => (sbyte)((x * 3) - y));
        CheckNumbers(r => (short)r.Next(short.MinValue, short.MaxValue), (x, y) => (short)((x * 3) - y));
        CheckNumbers(r => (ushort)r.Next(ushort.MaxValue), (x, y) => (ushort)((x * 3) - y));
        CheckNumbers(r => r.Next(int.MinValue, int.MaxValue), (x, y) => unchecked((x * 3) - y));
        CheckNumbers(r => (uint)r.NextInt64(uint.MaxValue), (x, y) => unchecked((x * 3) - y));
        CheckNumbers(r => r.NextInt64(), (x, y) => unchecked((x * 3) - y));
        CheckNumbers(r => (ulong)r.NextInt64(), (x, y) => unchecked((x * 3) - y));
    }

    [Fact]
    public void NothingBesideTheOutputIsWritten() => EachLayout((random, shape) =>
    {
        Laid<float> x = Laid<float>.Make(random, shape, () => random.NextSingle(), output: false);
        Laid<float> z = Laid<float>.Make(random, shape, () => -1, output: true);
        Map.Unary(new Cut(0.5), x.View, z.View);
        foreach (long[] index in Indices(shape))
        {
            Assert.Equal(Math.Min(x.At(index), 0.5f), z.At(index));
            z.At(index) = -1;
        }

        Assert.All(z.Storage, value => Assert.Equal(-1, value));
    });

    [Fact]
    public void AnOutputMayBeItsOwnInput() => EachLayout((random, shape) =>
    {
        Laid<Half> x = Laid<Half>.Make(random, shape, () => (Half)random.NextSingle(), output: true);
        Half[] before = [.. x.Storage];
        Map.Unary(new Cut(0.5), x.View, x.View);
        foreach (long[] index in Indices(shape))
        {
            Assert.True(x.At(index) <= (Half)0.5);
        }

        Assert.Equal(before.Count(v => v < (Half)0.5), x.Storage.Count(v => v < (Half)0.5));
    });

    [Fact]
    public void SlopesAreTimesTheIncomingGradient() => EachLayout((random, shape) =>
    {
        Laid<double> g = Laid<double>.Make(random, shape, () => random.Next(9), output: false);
        Laid<double> x = Laid<double>.Make(random, shape, () => random.Next(9), output: false);
        Laid<double> y = Laid<double>.Make(random, shape, () => random.Next(9), output: false);
        Laid<double> z = Laid<double>.Make(random, shape, () => random.Next(9), output: false);
        Laid<double> d = Laid<double>.Make(random, shape, () => 0, output: true);
        Map.NumberSlopeX(default(Combine), g.View, x.View, y.View, z.View, d.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(g.At(i) * (x.At(i) + z.At(i)), d.At(i));
        Map.NumberSlopeY(default(Combine), g.View, x.View, y.View, z.View, d.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(g.At(i) * y.At(i) * 2, d.At(i));
        Map.Slope(new Cut(4), g.View, x.View, y.View, d.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(x.At(i) < 4 ? g.At(i) * y.At(i) : 0, d.At(i));
    });

    [Fact]
    public void ComparisonsAndSelectionsFollowTheirOperands() => EachLayout((random, shape) =>
    {
        Laid<float> x = Laid<float>.Make(random, shape, () => random.Next(5) == 0 ? float.NaN : random.Next(3), output: false);
        Laid<float> y = Laid<float>.Make(random, shape, () => random.Next(3), output: false);
        Laid<bool> z = Laid<bool>.Make(random, shape, () => false, output: true);
        Laid<float> w = Laid<float>.Make(random, shape, () => 0, output: true);
        Laid<Half> half = Laid<Half>.Make(random, shape, () => (Half)random.Next(3), output: false);
        Map.Compare(Relation.Less, x.View, y.View, z.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(x.At(i) < y.At(i), z.At(i));
        Map.Compare(Relation.LessEqual, x.View, y.View, z.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(x.At(i) <= y.At(i), z.At(i));
        Map.Compare(Relation.Equal, x.View, y.View, z.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(x.At(i) == y.At(i), z.At(i));
        Map.Compare(Relation.NotEqual, x.View, y.View, z.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(x.At(i) != y.At(i), z.At(i));
        Map.Select(z.View, x.View, y.View, w.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(z.At(i) ? x.At(i) : y.At(i), w.At(i));
        Map.Compare(Relation.Less, half.View, half.View, z.View);
        foreach (long[] i in Indices(shape)) Assert.False(z.At(i));
    });

    [Fact]
    public void TruthValuesCombineBitByBit() => EachLayout((random, shape) =>
    {
        Laid<bool> x = Laid<bool>.Make(random, shape, () => random.Next(2) == 0, output: false);
        Laid<bool> y = Laid<bool>.Make(random, shape, () => random.Next(2) == 0, output: false);
        Laid<bool> z = Laid<bool>.Make(random, shape, () => false, output: true);
        Map.BitBinary(default(Both), x.View, y.View, z.View);
        foreach (long[] i in Indices(shape)) Assert.Equal(x.At(i) && !y.At(i), z.At(i));
    });

    [Fact]
    public void AFormulaOfRealNumbersRefusesIntegers()
    {
        int[] x = [1, 2];
        Assert.Throws<NotSupportedException>(() => Map.Unary(new Cut(1), new View<int>(x, 0, [2], [1]), new View<int>(x, 0, [2], [1])));
    }
}
