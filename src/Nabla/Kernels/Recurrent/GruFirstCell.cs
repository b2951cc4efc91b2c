using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Gated recurrent unit as first published: z, r = σ of x·W + h·U + b; c = tanh(x·W + (r·h)·U + b); h = z·h + (1 − z)·c.</summary>
/// <remarks>Weights: z, r, c. Kept columns: z, r, c and r·h.</remarks>
internal readonly unsafe struct GruFirstCell : IRecurrentCell
{
    public static int Blocks => 4;

    public static int Gates => 3;

    public static int Biases => 3;

    public static bool HasCell => false;

    public static void Plan<TTile, T>(ref RecurrentRun<TTile, T> run, GemmOperand<T> kernel, GemmOperand<T> recurrent, bool back)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = run.Memory.Units, inputs = run.Memory.Inputs;
        GemmOperand<T> candidate = recurrent.From(0, 2 * units);
        run.Input = back ? new(kernel.Transposed, 3 * units, inputs) : new(kernel, inputs, 3 * units);
        run.Recurrent = back ? new(recurrent.Transposed, 2 * units, units) : new(recurrent, units, 2 * units);
        run.Candidate = new(back ? candidate.Transposed : candidate, units, units);
    }

    public static void Forward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly var m = ref run.Memory;
        nint units = m.Units;
        bool starts = step > 0 || !m.StartsAtZero;
        if (starts)
        {
            run.Recurrent.Run(m.State(step - 1, row), units, rows, m.Gate(step, row), m.Columns, add: true);
        }

        for (nint r = row; r < row + rows; r++)
        {
            RowGates<V, T>(m.Gate(step, r), m.Bias, m.State(step - 1, r), units);
        }

        if (starts)
        {
            run.Candidate.Run(m.Gate(step, row) + (3 * units), m.Columns, rows, m.Gate(step, row) + (2 * units), m.Columns, add: true);
        }

        for (nint r = row; r < row + rows; r++)
        {
            if (m.Stays(step, r))
            {
                RecurrentLane.Copy(m.State(step - 1, r), m.State(step, r), units);
                continue;
            }

            RowState<V, T>(m.Gate(step, r), m.Bias + (2 * units), m.State(step - 1, r), m.State(step, r), units);
        }
    }

    public static void Backward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly var m = ref run.Memory;
        nint units = m.Units;
        for (nint r = row; r < row + rows; r++)
        {
            T* hidden = m.Hidden + (r * units), given = m.GivenAt(step, r);
            if (m.Stays(step, r))
            {
                RecurrentLane.Pass(hidden, given, m.Slope(step, r), units, m.Columns);
                continue;
            }

            RowStateBack<V, T>(m.Gate(step, r), m.State(step - 1, r), hidden, given, m.Slope(step, r), units);
        }

        run.Candidate.Run(m.Slope(step, row) + (2 * units), m.Columns, rows, m.Slope(step, row) + (3 * units), m.Columns, add: false);
        for (nint r = row; r < row + rows; r++)
        {
            if (!m.Stays(step, r))
            {
                RowGatesBack<V, T>(m.Gate(step, r), m.State(step - 1, r), m.Hidden + (r * units), m.Slope(step, r), units);
            }
        }

        if (step > 0 || !m.StartsAtZero)
        {
            run.Recurrent.Run(m.Slope(step, row), m.Columns, rows, m.Hidden + (row * units), units, add: true);
        }
    }

    public static void Weights<T>(in RecurrentSums<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = sums.Memory.Units;
        sums.OfBoth(0, 2 * units, 0);
        sums.OfKernel(2 * units, units, 2 * units);
        sums.OfReset(3 * units, 2 * units, units, 2 * units);
        sums.OfBias(0, 3 * units, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowGates<V, T>(T* gates, T* bias, T* before, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, r = units + j;
            V update = V.Sigmoid(RecurrentLane.Load<V, T>(gates + j, left) + RecurrentLane.Load<V, T>(bias + j, left));
            V reset = V.Sigmoid(RecurrentLane.Load<V, T>(gates + r, left) + RecurrentLane.Load<V, T>(bias + r, left));
            RecurrentLane.Store(gates + j, update, left);
            RecurrentLane.Store(gates + r, reset, left);
            RecurrentLane.Store(gates + (3 * units) + j, reset * RecurrentLane.Load<V, T>(before + j, left), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowState<V, T>(T* gates, T* bias, T* before, T* state, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, c = (2 * units) + j;
            V update = RecurrentLane.Load<V, T>(gates + j, left);
            V candidate = V.Tanh(RecurrentLane.Load<V, T>(gates + c, left) + RecurrentLane.Load<V, T>(bias + j, left));
            RecurrentLane.Store(gates + c, candidate, left);
            RecurrentLane.Store(state + j, (update * RecurrentLane.Load<V, T>(before + j, left)) + ((1 - update) * candidate), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowStateBack<V, T>(T* gates, T* before, T* hidden, T* given, T* slopes, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, c = (2 * units) + j;
            V update = RecurrentLane.Load<V, T>(gates + j, left), candidate = RecurrentLane.Load<V, T>(gates + c, left);
            V dh = RecurrentLane.Sum<V, T>(hidden + j, given == null ? null : given + j, left);
            RecurrentLane.Store(slopes + j, dh * (RecurrentLane.Load<V, T>(before + j, left) - candidate) * (update * (1 - update)), left);
            RecurrentLane.Store(slopes + c, dh * (1 - update) * (1 - (candidate * candidate)), left);
            RecurrentLane.Store(hidden + j, dh * update, left);
        }
    }

    // What came back through the candidate's product stands in the fourth block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowGatesBack<V, T>(T* gates, T* before, T* hidden, T* slopes, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, r = units + j;
            V reset = RecurrentLane.Load<V, T>(gates + r, left), through = RecurrentLane.Load<V, T>(slopes + (3 * units) + j, left);
            RecurrentLane.Store(slopes + r, through * RecurrentLane.Load<V, T>(before + j, left) * (reset * (1 - reset)), left);
            RecurrentLane.Store(hidden + j, RecurrentLane.Load<V, T>(hidden + j, left) + (through * reset), left);
        }
    }
}
