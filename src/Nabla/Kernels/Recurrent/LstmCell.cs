using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Long short-term memory: i, f, g, o = σ, σ, tanh, σ of x·W + h·U + b; c = f·c + i·g; h = o·tanh c.</summary>
/// <remarks>Kept columns: i, f, g, o.</remarks>
internal readonly unsafe struct LstmCell : IRecurrentCell
{
    public static int Blocks => 4;

    public static int Gates => 4;

    public static int Biases => 4;

    public static bool HasCell => true;

    public static void Plan<TTile, T>(ref RecurrentRun<TTile, T> run, GemmOperand<T> kernel, GemmOperand<T> recurrent, bool back)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = run.Memory.Units, inputs = run.Memory.Inputs, gates = 4 * units;
        run.Input = back ? new(kernel.Transposed, gates, inputs) : new(kernel, inputs, gates);
        run.Recurrent = back ? new(recurrent.Transposed, gates, units) : new(recurrent, units, gates);
    }

    public static void Forward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly var m = ref run.Memory;
        if (step > 0 || !m.StartsAtZero)
        {
            run.Recurrent.Run(m.State(step - 1, row), m.Units, rows, m.Gate(step, row), m.Columns, add: true);
        }

        for (nint r = row; r < row + rows; r++)
        {
            if (m.Stays(step, r))
            {
                RecurrentLane.Copy(m.State(step - 1, r), m.State(step, r), m.Units);
                RecurrentLane.Copy(m.CellState(step - 1, r), m.CellState(step, r), m.Units);
                continue;
            }

            Row<V, T>(m.Gate(step, r), m.Bias, m.CellState(step - 1, r), m.CellState(step, r), m.State(step, r), m.Units);
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

            RowBack<V, T>(m.Gate(step, r), m.CellState(step - 1, r), m.CellState(step, r), hidden, given, m.Cell + (r * m.Units), m.Slope(step, r), m.Units);
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
        nint gates = 4 * sums.Memory.Units;
        sums.OfBoth(0, gates, 0);
        sums.OfBias(0, gates, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Row<V, T>(T* z, T* bias, T* before, T* cell, T* state, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, f = units + j, g = (2 * units) + j, o = (3 * units) + j;
            V input = V.Sigmoid(RecurrentLane.Load<V, T>(z + j, left) + RecurrentLane.Load<V, T>(bias + j, left));
            V forget = V.Sigmoid(RecurrentLane.Load<V, T>(z + f, left) + RecurrentLane.Load<V, T>(bias + f, left));
            V candidate = V.Tanh(RecurrentLane.Load<V, T>(z + g, left) + RecurrentLane.Load<V, T>(bias + g, left));
            V output = V.Sigmoid(RecurrentLane.Load<V, T>(z + o, left) + RecurrentLane.Load<V, T>(bias + o, left));
            V next = (forget * RecurrentLane.Load<V, T>(before + j, left)) + (input * candidate);
            RecurrentLane.Store(z + j, input, left);
            RecurrentLane.Store(z + f, forget, left);
            RecurrentLane.Store(z + g, candidate, left);
            RecurrentLane.Store(z + o, output, left);
            RecurrentLane.Store(cell + j, next, left);
            RecurrentLane.Store(state + j, output * V.Tanh(next), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowBack<V, T>(T* z, T* before, T* cell, T* hidden, T* given, T* dc, T* slopes, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, f = units + j, g = (2 * units) + j, o = (3 * units) + j;
            V input = RecurrentLane.Load<V, T>(z + j, left), forget = RecurrentLane.Load<V, T>(z + f, left);
            V candidate = RecurrentLane.Load<V, T>(z + g, left), output = RecurrentLane.Load<V, T>(z + o, left);
            V dh = RecurrentLane.Sum<V, T>(hidden + j, given == null ? null : given + j, left), shown = V.Tanh(RecurrentLane.Load<V, T>(cell + j, left));
            V dcell = RecurrentLane.Load<V, T>(dc + j, left) + (dh * output * (1 - (shown * shown)));
            RecurrentLane.Store(slopes + j, dcell * candidate * (input * (1 - input)), left);
            RecurrentLane.Store(slopes + f, dcell * RecurrentLane.Load<V, T>(before + j, left) * (forget * (1 - forget)), left);
            RecurrentLane.Store(slopes + g, dcell * input * (1 - (candidate * candidate)), left);
            RecurrentLane.Store(slopes + o, dh * shown * (output * (1 - output)), left);
            RecurrentLane.Store(dc + j, dcell * forget, left);
        }
    }
}
