using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>What a simple recurrent cell does with its sums.</summary>
internal interface IRecurrentFormula
{
    static abstract V Value<V>(V x)
        where V : struct, IRegister<V>;

    /// <summary>The slope, from the value.</summary>
    static abstract V Slope<V>(V y)
        where V : struct, IRegister<V>;
}

/// <summary>tanh x.</summary>
internal readonly struct RecurrentTanh : IRecurrentFormula
{
    public static V Value<V>(V x)
        where V : struct, IRegister<V> => V.Tanh(x);

    public static V Slope<V>(V y)
        where V : struct, IRegister<V> => 1 - (y * y);
}

/// <summary>max(x, 0).</summary>
internal readonly struct RecurrentRelu : IRecurrentFormula
{
    public static V Value<V>(V x)
        where V : struct, IRegister<V> => V.Max(x, 0);

    public static V Slope<V>(V y)
        where V : struct, IRegister<V> => V.SelectLess(0, y, 1, 0);
}

/// <summary>h = f(x·W + h·U + b). Nothing is kept beside the states.</summary>
internal readonly unsafe struct SimpleCell<F> : IRecurrentCell
    where F : struct, IRecurrentFormula
{
    public static int Blocks => 0;

    public static int Gates => 1;

    public static int Biases => 1;

    public static bool HasCell => false;

    public static void Plan<TTile, T>(ref RecurrentRun<TTile, T> run, GemmOperand<T> kernel, GemmOperand<T> recurrent, bool back)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = run.Memory.Units, inputs = run.Memory.Inputs;
        run.Input = back ? new(kernel.Transposed, units, inputs) : new(kernel, inputs, units);
        run.Recurrent = new(back ? recurrent.Transposed : recurrent, units, units);
    }

    public static void Forward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly var m = ref run.Memory;
        if (step > 0 || !m.StartsAtZero)
        {
            run.Recurrent.Run(m.State(step - 1, row), m.Units, rows, m.State(step, row), m.Units, add: true);
        }

        for (nint r = row; r < row + rows; r++)
        {
            if (m.Stays(step, r))
            {
                RecurrentLane.Copy(m.State(step - 1, r), m.State(step, r), m.Units);
                continue;
            }

            Row<V, T>(m.State(step, r), m.Bias, m.Units);
        }
    }

    public static void Backward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly var m = ref run.Memory;
        for (nint r = row; r < row + rows; r++)
        {
            T* hidden = m.Hidden + (r * m.Units), given = m.GivenAt(step, r);
            if (m.Stays(step, r))
            {
                RecurrentLane.Pass(hidden, given, m.Slope(step, r), m.Units, m.Columns);
                continue;
            }

            RowBack<V, T>(m.State(step, r), hidden, given, m.Slope(step, r), m.Units);
            if (m.Mask != null)
            {
                new Span<T>(hidden, (int)m.Units).Clear();
            }
        }

        if (step > 0 || !m.StartsAtZero)
        {
            run.Recurrent.Run(m.Slope(step, row), m.Columns, rows, m.Hidden + (row * m.Units), m.Units, add: m.Mask != null);
        }
    }

    public static void Weights<T>(in RecurrentSums<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = sums.Memory.Units;
        sums.OfBoth(0, units, 0);
        sums.OfBias(0, units, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Row<V, T>(T* z, T* bias, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j;
            RecurrentLane.Store(z + j, F.Value(RecurrentLane.Load<V, T>(z + j, left) + RecurrentLane.Load<V, T>(bias + j, left)), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowBack<V, T>(T* state, T* hidden, T* given, T* slopes, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j;
            V dh = RecurrentLane.Sum<V, T>(hidden + j, given == null ? null : given + j, left);
            RecurrentLane.Store(slopes + j, dh * F.Slope(RecurrentLane.Load<V, T>(state + j, left)), left);
        }
    }
}
