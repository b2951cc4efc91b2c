using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

/// <summary>One matrix product in some layout, with its answer worked out element by element.</summary>
internal sealed class GemmCase<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly T[] _a;
    private readonly T[] _b;
    private readonly T[] _c;
    private readonly T[] _bias;

    public GemmCase(int m, int k, int n, int seed = 1)
    {
        (_m, _n, _k) = (m, n, k);
        Random random = new(seed);
        _a = Fill(m * k, random);
        _b = Fill(k * n, random);
        _c = Fill(m * n, random);
        _bias = Fill(n, random);
    }

    /// <summary>The sums as documented: chains of multiply-adds over blocks of k, the blocks added in order, bias last.</summary>
    public T[] Expected(bool accumulate, bool bias)
    {
        T[] expected = new T[_m * _n];
        int blocks = (_k + 511) / 512, size = blocks == 0 ? 0 : (_k + blocks - 1) / blocks;
        bool fused = Fma.IsSupported || AdvSimd.Arm64.IsSupported;
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j < _n; j++)
            {
                T total = accumulate ? _c[(i * _n) + j] : T.Zero;
                for (int start = 0; start < _k; start += size)
                {
                    T sum = T.Zero;
                    for (int p = start; p < Math.Min(start + size, _k); p++)
                    {
                        T x = _a[(i * _k) + p], y = _b[(p * _n) + j];
                        sum = fused ? T.FusedMultiplyAdd(x, y, sum) : (x * y) + sum;
                    }

                    total = start == 0 && !accumulate ? sum : total + sum;
                }

                expected[(i * _n) + j] = bias ? total + _bias[j] : total;
            }
        }

        return expected;
    }

    /// <summary>The same in float64, for the size of the error.</summary>
    public double[] Exact()
    {
        double[] exact = new double[_m * _n];
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j < _n; j++)
            {
                for (int p = 0; p < _k; p++)
                {
                    exact[(i * _n) + j] += double.CreateChecked(_a[(i * _k) + p]) * double.CreateChecked(_b[(p * _n) + j]);
                }
            }
        }

        return exact;
    }

    /// <summary>Multiplies with each operand laid out as asked, and checks that nothing beside C was written.</summary>
    public T[] Product(Layout a = Layout.Rows, Layout b = Layout.Rows, Layout c = Layout.Rows, bool accumulate = false, bool bias = false)
    {
        Placed placedA = new(_a, _m, _k, a), placedB = new(_b, _k, _n, b), placedC = new(_c, _m, _n, c);
        View<T> none = new([], 0, [], []);
        Gemm.Multiply(placedA.View, placedB.View, bias ? new View<T>(_bias, 0, [_n], [1]) : none, placedC.View, accumulate);
        T[] values = placedC.Read();
        placedC.Write(_c);
        Assert.Equal(new Placed(_c, _m, _n, c).Storage, placedC.Storage);
        return values;
    }

    private static T[] Fill(int length, Random random)
    {
        T[] values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateChecked(random.NextDouble() - 0.5);
        }

        return values;
    }

    /// <summary>A matrix somewhere in a larger storage; the gaps hold NaN, which a product that read them would show.</summary>
    private sealed class Placed
    {
        private readonly long _offset;
        private readonly long[] _lengths;
        private readonly long[] _strides;

        public Placed(T[] values, int rows, int columns, Layout layout)
        {
            _lengths = [rows, columns];
            _strides = layout switch
            {
                Layout.Rows => [columns, 1],
                Layout.Columns => [1, rows],
                Layout.SpacedRows => [columns + 3, 1],
                Layout.SpacedColumns => [1, rows + 5],
                Layout.EverySecond => [(2 * columns) + 1, 2],
                _ => [-(columns + 1), -1],
            };
            _offset = layout == Layout.Reversed ? ((long)Math.Max(rows, 1) * (columns + 1)) : 2;
            Storage = new T[4 + (Math.Max(rows, 1) * ((2 * columns) + 3)) + (columns * (rows + 5))];
            Array.Fill(Storage, T.NaN);
            Write(values);
        }

        public T[] Storage { get; }

        public View<T> View => new(Storage, _offset, _lengths, _strides);

        public void Write(T[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                Storage[Place(i)] = values[i];
            }
        }

        public T[] Read()
        {
            T[] values = new T[_lengths[0] * _lengths[1]];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Storage[Place(i)];
            }

            return values;
        }

        private long Place(int i) => _offset + (i / _lengths[1] * _strides[0]) + (i % _lengths[1] * _strides[1]);
    }
}

/// <summary>How a matrix lies in memory.</summary>
public enum Layout
{
    Rows,
    Columns,
    SpacedRows,
    SpacedColumns,
    EverySecond,
    Reversed,
}
