using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Gated recurrent unit whose reset gate acts after the product: z, r = σ of x·W + h·U + b; c = tanh(x·W + b + r·(h·U + d)); h = z·h + (1 − z)·c.</summary>
/// <remarks>Weights: z, r, c. Kept columns: c, z, r and h·U + d of the candidate, so that both products fill neighbouring ones. Bias: that of the
/// inputs, then that of the outputs.</remarks>
internal readonly unsafe struct GruCell : IRecurrentCell
{
    public static int Blocks => 4;

    public static int Gates => 3;

    public static int Biases => 6;

    public static bool HasCell => false;

    public static void Plan<TTile, T>(ref RecurrentRun<TTile, T> run, GemmOperand<T> kernel, GemmOperand<T> recurrent, bool back)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = run.Memory.Units, inputs = run.Memory.Inputs;
        GemmOperand<T> candidate = kernel.From(0, 2 * units);
        run.Input = back ? new(kernel.Transposed, 2 * units, inputs) : new(kernel, inputs, 2 * units);
        run.InputColumn = units;
        run.Rest = back ? new(candidate.Transposed, units, inputs) : new(candidate, inputs, units);
        run.Recurrent = back ? new(recurrent.Transposed, 3 * units, units) : new(recurrent, units, 3 * units);
    }

    public static void Forward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly var m = ref run.Memory;
        for (nint r = row; r < row + rows; r++)
        {
            new Span<T>(m.Gate(step, r) + (3 * m.Units), (int)m.Units).Clear();
        }

        if (step > 0 || !m.StartsAtZero)
        {
            run.Recurrent.Run(m.State(step - 1, row), m.Units, rows, m.Gate(step, row) + m.Units, m.Columns, add: true);
        }

        for (nint r = row; r < row + rows; r++)
        {
            if (m.Stays(step, r))
            {
                RecurrentLane.Copy(m.State(step - 1, r), m.State(step, r), m.Units);
                continue;
            }

            Row<V, T>(m.Gate(step, r), m.Bias, m.State(step - 1, r), m.State(step, r), m.Units);
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

            RowBack<V, T>(m.Gate(step, r), m.State(step - 1, r), hidden, given, m.Slope(step, r), m.Units);
        }

        if (step > 0 || !m.StartsAtZero)
        {
            run.Recurrent.Run(m.Slope(step, row) + m.Units, m.Columns, rows, m.Hidden + (row * m.Units), m.Units, add: true);
        }
    }

    public static void Weights<T>(in RecurrentSums<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint units = sums.Memory.Units;
        sums.OfBoth(units, 2 * units, 0);
        sums.OfKernel(0, units, 2 * units);
        sums.OfRecurrent(3 * units, units, 2 * units);
        sums.OfBias(units, 2 * units, 0);
        sums.OfBias(0, units, 2 * units);
        sums.OfBias(units, 3 * units, 3 * units);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Row<V, T>(T* gates, T* bias, T* before, T* state, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* own = bias + (3 * units);
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, z = units + j, r = (2 * units) + j, u = (3 * units) + j;
            V update = V.Sigmoid(RecurrentLane.Load<V, T>(gates + z, left) + (RecurrentLane.Load<V, T>(bias + j, left) + RecurrentLane.Load<V, T>(own + j, left)));
            V reset = V.Sigmoid(RecurrentLane.Load<V, T>(gates + r, left) + (RecurrentLane.Load<V, T>(bias + z, left) + RecurrentLane.Load<V, T>(own + z, left)));
            V seen = RecurrentLane.Load<V, T>(gates + u, left) + RecurrentLane.Load<V, T>(own + r, left);
            V candidate = V.Tanh(RecurrentLane.Load<V, T>(gates + j, left) + RecurrentLane.Load<V, T>(bias + r, left) + (reset * seen));
            RecurrentLane.Store(gates + j, candidate, left);
            RecurrentLane.Store(gates + z, update, left);
            RecurrentLane.Store(gates + r, reset, left);
            RecurrentLane.Store(gates + u, seen, left);
            RecurrentLane.Store(state + j, (update * RecurrentLane.Load<V, T>(before + j, left)) + ((1 - update) * candidate), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RowBack<V, T>(T* gates, T* before, T* hidden, T* given, T* slopes, nint units)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint j = 0; j < units; j += V.Count)
        {
            nint left = units - j, z = units + j, r = (2 * units) + j, u = (3 * units) + j;
            V candidate = RecurrentLane.Load<V, T>(gates + j, left), update = RecurrentLane.Load<V, T>(gates + z, left), reset = RecurrentLane.Load<V, T>(gates + r, left);
            V dh = RecurrentLane.Sum<V, T>(hidden + j, given == null ? null : given + j, left);
            V inner = dh * (1 - update) * (1 - (candidate * candidate));
            RecurrentLane.Store(slopes + j, inner, left);
            RecurrentLane.Store(slopes + z, dh * (RecurrentLane.Load<V, T>(before + j, left) - candidate) * (update * (1 - update)), left);
            RecurrentLane.Store(slopes + r, inner * RecurrentLane.Load<V, T>(gates + u, left) * (reset * (1 - reset)), left);
            RecurrentLane.Store(slopes + u, inner * reset, left);
            RecurrentLane.Store(hidden + j, dh * update, left);
        }
    }
}
