using System.Numerics;

namespace Nabla.Kernels;

/// <summary>The gradients of the weights: one product over all steps and rows, for each part of them.</summary>
internal readonly unsafe struct RecurrentSums<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public required RecurrentMemory<T> Memory { get; init; }

    /// <summary>[steps, batch, inputs].</summary>
    public required nint Inputs { get; init; }

    /// <summary>[inputs, columns], [units, columns] and a vector.</summary>
    public required nint Kernel { get; init; }

    public required nint Recurrent { get; init; }

    /// <summary>0 for none.</summary>
    public required nint Bias { get; init; }

    /// <summary>Columns of the weights.</summary>
    public required nint Columns { get; init; }

    nint Rows => Memory.Steps * Memory.Batch;

    /// <summary>Columns of xᵀ · slopes, from one place among the slopes to one among the weights.</summary>
    public void OfKernel(nint from, nint count, nint to) =>
        Product((T*)Inputs, Memory.Inputs, Memory.Inputs, Memory.Slopes + from, Rows, count, (T*)Kernel + to, add: false);

    /// <summary>Columns of hᵀ · slopes with the outputs before each step.</summary>
    public void OfRecurrent(nint from, nint count, nint to)
    {
        nint units = Memory.Units;
        T* target = (T*)Recurrent + to;
        bool add = !Memory.StartsAtZero;
        if (add)
        {
            Product(Memory.Start, units, units, Memory.Slopes + from, Memory.Batch, count, target, add: false);
        }

        if (Memory.Steps > 1 || !add)
        {
            Product(Memory.States, units, units, Memory.Slope(1, 0) + from, Math.Max(0, Rows - Memory.Batch), count, target, add);
        }
    }

    /// <summary>The same with a block of the gates in the place of the outputs.</summary>
    public void OfReset(nint block, nint from, nint count, nint to) =>
        Product(Memory.Gates + block, Memory.Columns, Memory.Units, Memory.Slopes + from, Rows, count, (T*)Recurrent + to, add: false);

    /// <summary>Slopes summed over all steps and rows.</summary>
    public void OfBias(nint from, nint count, nint to)
    {
        if (Bias != 0)
        {
            Span<T> slopes = Rows == 0 ? [] : new(Memory.Slopes + from, (int)(((Rows - 1) * Memory.Columns) + count));
            Reduce.Sum(new View<T>(slopes, 0, [Rows, count], [Memory.Columns, 1]), [0], new Span<T>((T*)Bias + to, (int)count));
        }
    }

    void Product(T* a, nint aRow, nint length, T* slopes, nint rows, nint count, T* target, bool add)
    {
        if (length == 0 || count == 0)
        {
            return;
        }

        Gemm.Multiply(
            new View<T>(Elements(a, aRow, rows, length), 0, [length, rows], [1, aRow]),
            new View<T>(Elements(slopes, Memory.Columns, rows, count), 0, [rows, count], [Memory.Columns, 1]),
            new View<T>(Elements(target, Columns, length, count), 0, [length, count], [Columns, 1]),
            add);
    }

    static Span<T> Elements(T* data, nint row, nint rows, nint length) => rows == 0 ? [] : new(data, checked((int)(((rows - 1) * row) + length)));
}
