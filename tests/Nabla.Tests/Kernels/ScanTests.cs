using System.Numerics;
using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class ScanTests
{
    static void Check<T>(Func<Random, T> value, T lowest, T highest)
        where T : unmanaged, INumber<T>
    {
        Random random = new(51);
        for (int round = 0; round < 150; round++)
        {
            long[] lengths = round < 66 ? [3, round] : [.. SampleView.Lengths(random, most: 20), random.Next(1, 300)];
            int axis = round < 66 ? 1 : random.Next(lengths.Length);
            bool exclusive = random.Next(2) == 0, reverse = random.Next(2) == 0;
            ScanKind kind = (ScanKind)random.Next(4);
            SampleView<T> x = SampleView.Make(random, lengths, _ => value(random));
            T[] values = x.Values(), y = new T[values.Length];
            Scan.Run(x.View, axis, kind, exclusive, reverse, y);
            long inner = lengths[(axis + 1)..].Aggregate(1L, (a, b) => a * b), length = lengths[axis];
            for (long r = 0; values.Length > 0 && r < values.Length / length; r++)
            {
                T joined = kind switch { ScanKind.Sum => T.Zero, ScanKind.Product => T.One, ScanKind.Max => lowest, _ => highest };
                for (long j = 0; j < length; j++)
                {
                    long at = (r / inner * length + (reverse ? length - 1 - j : j)) * inner + r % inner;
                    T before = joined;
                    joined = kind switch
                    {
                        ScanKind.Sum => unchecked(joined + values[at]),
                        ScanKind.Product => unchecked(joined * values[at]),
                        ScanKind.Max => T.Max(joined, values[at]),
                        _ => T.Min(joined, values[at]),
                    };
                    Assert.Equal(exclusive ? before : joined, y[at]);
                }
            }
        }
    }

    [Fact]
    public void Running_sums_products_and_extremes_along_any_axis()
    {
        Check(r => r.NextSingle() + 0.5f, float.NegativeInfinity, float.PositiveInfinity);
        Check(r => r.NextDouble() + 0.5, double.NegativeInfinity, double.PositiveInfinity);
        Check(r => r.Next(-5, 6), int.MinValue, int.MaxValue);
        Check(r => (byte)r.Next(), byte.MinValue, byte.MaxValue);
        Check(r => r.NextInt64(), long.MinValue, long.MaxValue);
        Check(r => (ushort)r.Next(), ushort.MinValue, ushort.MaxValue);
    }

    [Fact]
    public void Sixteen_bit_floats_are_carried_in_single_and_complex_numbers_add_up()
    {
        Half[] y = new Half[3000];
        Scan.Run(SampleView.Dense([.. Enumerable.Repeat((Half)1, 3000)], 3000).View, 0, ScanKind.Sum, exclusive: false, reverse: false, y);
        Assert.Equal((Half)3000, y[^1]);
        Complex[] z = new Complex[2];
        Scan.Run(SampleView.Dense<Complex>([new(1, 2), new(3, 4)], 2).View, 0, ScanKind.Product, exclusive: false, reverse: true, z);
        Assert.Equal([new Complex(1, 2) * new Complex(3, 4), new(3, 4)], z);
    }
}
