using System.Numerics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>How a batch is cut: a piece takes a band of rows through all steps, so that no step waits for another piece.</summary>
internal static class RecurrentBands
{
    /// <summary>Rows of a band.</summary>
    /// <remarks>One tile of rows while the weights fit L2 beside it; more for larger weights, which every band reads at every step; and at most about sixteen bands.</remarks>
    public static nint Rows<TTile, T>(nint batch, long weightBytes)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged
    {
        nint tile = Math.Min(TTile.Rows, 8), tiles = (batch + tile - 1) / tile;
        return tile * Math.Max((tiles + 15) / 16, (nint)Math.Clamp(weightBytes >> 19, 1, 8));
    }
}

/// <summary>All steps, forwards.</summary>
internal readonly unsafe struct RecurrentForward<TCell, TTile, V, T>(RecurrentRun<TTile, T> run, nint band) : IPieces
    where TCell : struct, IRecurrentCell
    where TTile : struct, IGemmTile<T>
    where V : unmanaged, IRegister<V>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly RecurrentRun<TTile, T> _run = run;

    public void Run(int piece)
    {
        ref readonly var m = ref _run.Memory;
        nint row = piece * band, rows = Math.Min(band, m.Batch - row);
        Inputs(_run.Input, _run.InputColumn, row, rows);
        Inputs(_run.Rest, _run.RestColumn, row, rows);
        for (nint step = 0; step < m.Steps; step++)
        {
            TCell.Forward<TTile, V, T>(_run, step, row, rows);
        }
    }

    // One product for all steps: a part of the columns stays in L1 while all steps pass by.
    void Inputs(in StepProduct<TTile, T> product, nint column, nint row, nint rows)
    {
        ref readonly var m = ref _run.Memory;
        if (m.Batch == 1)
        {
            product.Run(m.Input(0, 0), m.Reverse ? -m.XStep : m.XStep, m.Steps, m.Gates + column, m.Columns, add: false);
            return;
        }

        for (int group = 0; group < product.Groups; group++)
        {
            for (nint step = 0; step < m.Steps; step++)
            {
                product.RunGroup(group, m.Input(step, row), m.XRow, rows, m.Gate(step, row) + column, m.Columns, add: false);
            }
        }
    }
}

/// <summary>All steps, backwards.</summary>
internal readonly unsafe struct RecurrentBackward<TCell, TTile, V, T>(RecurrentRun<TTile, T> run, nint band) : IPieces
    where TCell : struct, IRecurrentCell
    where TTile : struct, IGemmTile<T>
    where V : unmanaged, IRegister<V>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly RecurrentRun<TTile, T> _run = run;

    public void Run(int piece)
    {
        ref readonly var m = ref _run.Memory;
        nint row = piece * band, rows = Math.Min(band, m.Batch - row);
        for (nint step = m.Steps - 1; step >= 0; step--)
        {
            TCell.Backward<TTile, V, T>(_run, step, row, rows);
            See(step, row, rows);
        }

        if (m.XGradient != null)
        {
            Inputs(_run.Input, _run.InputColumn, row, rows, add: false);
            Inputs(_run.Rest, _run.RestColumn, row, rows, add: true);
        }
    }

    void See(nint step, nint row, nint rows)
    {
        ref readonly var m = ref _run.Memory;
        nint width = m.Inputs + m.Units;
        T* seen = m.Seen + (((step * m.Batch) + row) * width);
        for (nint r = row; r < row + rows; r++, seen += width)
        {
            RecurrentLane.Copy(m.Input(step, r), seen, m.Inputs);
            RecurrentLane.Copy(m.State(step - 1, r), seen + m.Inputs, m.Units);
        }
    }

    void Inputs(in StepProduct<TTile, T> product, nint column, nint row, nint rows, bool add)
    {
        ref readonly var m = ref _run.Memory;
        for (int group = 0; group < product.Groups; group++)
        {
            for (nint step = 0; step < m.Steps; step++)
            {
                product.RunGroup(group, m.Slope(step, row) + column, m.Columns, rows, m.InputGradient(step, row), m.Steps * m.Inputs, add);
            }
        }
    }
}
