using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class RandomFillTests
{
    static readonly Philox Seed = Philox.FromSeed(3, 7), Given = new(1234567, 5, 9), Attributes = Philox.FromAttributes(87654321, 42);

    delegate void Filler<T>(Philox generator, Span<T> y);

    static T[] Draw<T>(Filler<T> fill, Philox generator, int count)
    {
        T[] y = new T[count];
        fill(generator, y);
        return y;
    }

    static void Near(float[] expected, float[] actual) => Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-6f + Math.Abs(p.First) * 1e-6f));

    [Fact]
    public void Numbers_are_those_of_TensorFlow()
    {
        Assert.Equal([0.882201433f, 0.0282341242f, 0.953457117f, 0.00329852104f, 0.493901014f, 0.972560048f, 0.247443557f], Draw<float>(RandomFill.Uniform, Seed, 7));
        Near([0.0883537158f, 0.49281171f, 0.00639828807f, 0.308675736f, -0.203773856f, 1.17017806f], Draw<float>(RandomFill.Normal, Seed, 6));
        Near([0.0883537158f, 0.49281171f, 0.00639828807f, 0.308675736f, 0.631367385f], Draw<float>(RandomFill.TruncatedNormal, Seed, 5));
        Assert.Equal([6, 3, 4, -2, 3, 10, 4, 5, 3], Draw<int>((g, y) => RandomFill.Integers(g, -4, 11, y), Seed, 9));
        Assert.Equal([0.952271461f, 0.677407742f, 0.795318246f, 0.75578177f, 0.475955606f, 0.631014824f], Draw<float>(RandomFill.Uniform, Attributes, 6));
        Near([-0.28077507f, -0.137752101f, -0.676329613f, 0.0245804135f, -0.893584549f, -0.82847327f], Draw<float>(RandomFill.Normal, Attributes, 6));
        Near([-0.28077507f, -0.137752101f, -0.676329613f, 0.0245804135f, -0.468454719f, -0.00246631843f], Draw<float>(RandomFill.TruncatedNormal, Attributes, 6));
    }

    [Fact]
    public void Key_and_counter_are_those_of_TensorFlow()
    {
        // The key of the reference case is stored as a variable-length number: bytes 87 AD 4B.
        Philox given = new(0x07 | (0x2D << 7) | (0x4B << 14), 5, 9);
        Assert.Equal([0.181652784f, 0.735506892f, 0.173297405f, 0.475714445f, 0.382747769f, 0.347422957f], Draw<float>(RandomFill.Uniform, given, 6));
        Near([-1.83932233f, -0.167958736f, 0.284587502f, -1.850541f, 1.13427091f, -0.796359003f], Draw<float>(RandomFill.Normal, given, 6));
    }

    [Fact]
    public void Seeds_of_Keras_are_pairs_with_zero()
    {
        float[] u = Draw<float>(RandomFill.Uniform, Philox.FromSeed(42, 0), 8);
        Near([-0.587834239f, 0.492084503f, 1.57729244f, -1.8989898f, -1.60700929f, 1.13279676f, 1.77499151f, -1.13397074f], [.. u.Select(v => v * 5 - 2)]);
        float[] t = Draw<float>(RandomFill.TruncatedNormal, Philox.FromSeed(42, 0), 8);
        Near([0.00079085381f, -0.0795043483f, 0.00517972326f, 0.0405872986f, -0.00107039255f, 0.00590384798f, -0.000279899512f, -0.0072398819f], [.. t.Select(v => v * 0.05f)]);
    }

    [Fact]
    public void Every_length_and_number_of_threads_gives_the_same_numbers()
    {
        Same<float>(RandomFill.Uniform);
        Same<double>(RandomFill.Uniform);
        Same<Half>(RandomFill.Uniform);
        Same<BFloat16>(RandomFill.Uniform);
        Same<float>(RandomFill.Normal);
        Same<double>(RandomFill.Normal);
        Same<float>(RandomFill.TruncatedNormal);
        Same<double>(RandomFill.TruncatedNormal);
        Same<BFloat16>(RandomFill.Normal);
        Same<Half>(RandomFill.TruncatedNormal);
        Same<long>((g, y) => RandomFill.Integers(g, -5, long.MaxValue, y));
        Same<uint>(RandomFill.Bits);
        Same<ulong>(RandomFill.Bits);

        static void Same<T>(Filler<T> fill)
        {
            T[] all = Draw(fill, Given, 100_003);
            for (int n = 0; n < 70; n++)
            {
                Assert.Equal(all[..n], Draw(fill, Given, n));
            }

            foreach (int threads in new[] { 1, 2, 4, 8 })
            {
                using (Workers.WithThreads(threads))
                {
                    Assert.True(all.AsSpan().SequenceEqual(Draw(fill, Given, all.Length)));
                }
            }
        }
    }

    [Fact]
    public void Counters_carry_into_their_upper_half()
    {
        Philox last = new(1, ulong.MaxValue - 2, 4);
        Assert.Equal(new Philox(1, 0, 5), last.Skip(3));
        uint[] words = Draw<uint>(RandomFill.Bits, last, 64);
        for (int i = 0; i < 16; i++)
        {
            uint[] one = new uint[4];
            last.Skip((ulong)i).Words(one);
            Assert.Equal(one, words[(4 * i)..(4 * i + 4)]);
        }
    }

    [Fact]
    public void Moments_are_those_of_the_distributions()
    {
        const int Count = 200_000;
        Moments([.. Draw<float>(RandomFill.Uniform, Seed, Count).Select(v => (double)v)], 0.5, Math.Sqrt(1 / 12.0), 0, 1);
        Moments(Draw<double>(RandomFill.Uniform, Seed, Count), 0.5, Math.Sqrt(1 / 12.0), 0, 1);
        Moments([.. Draw<Half>(RandomFill.Uniform, Seed, Count).Select(v => (double)v)], 0.4995, Math.Sqrt(1 / 12.0), 0, 1);
        Moments([.. Draw<BFloat16>(RandomFill.Uniform, Seed, Count).Select(v => (double)v)], 0.496, Math.Sqrt(1 / 12.0), 0, 1);
        Moments([.. Draw<float>(RandomFill.Normal, Seed, Count).Select(v => (double)v)], 0, 1, -7, 7);
        Moments(Draw<double>(RandomFill.Normal, Seed, Count), 0, 1, -7, 7);
        Moments([.. Draw<float>(RandomFill.TruncatedNormal, Seed, Count).Select(v => (double)v)], 0, 0.8796, -2, 2);
        Moments(Draw<double>(RandomFill.TruncatedNormal, Seed, Count), 0, 0.8796, -2, 2);
        Moments([.. Draw<long>((g, y) => RandomFill.Integers(g, 3L, 8L, y), Seed, Count).Select(v => (double)v)], 5, Math.Sqrt(2), 3, 7.5);

        static void Moments(double[] x, double mean, double deviation, double low, double high)
        {
            Assert.Equal(mean, x.Average(), 0.01);
            Assert.Equal(deviation, Math.Sqrt(x.Average(v => (v - mean) * (v - mean))), 0.01);
            Assert.True(x.Min() >= low && x.Max() < high);
        }
    }

    [Fact]
    public void An_empty_range_is_refused()
        => Assert.Throws<ArgumentException>(() => RandomFill.Integers(Seed, 3, 3, new int[1].AsSpan()));
}
