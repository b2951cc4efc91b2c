using System.Numerics;

namespace Nabla.Kernels;

/// <summary>The gradients of the weights: one product over all steps and rows, for each part of them.</summary>
internal readonly unsafe struct RecurrentSums<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public required RecurrentMemory<T> Memory { get; init; }

    /// <summary>[steps, batch, inputs + units]: what each step saw, the input and the output before it.</summary>
    public required nint Seen { get; init; }

    /// <summary>[inputs + units, columns]: the gradient of the inputs' weights above that of the outputs'.</summary>
    public required nint Weights { get; init; }

    /// <summary>A vector; 0 for none.</summary>
    public required nint Bias { get; init; }

    /// <summary>Columns of the weights.</summary>
    public required nint Columns { get; init; }

    nint Rows => Memory.Steps * Memory.Batch;

    /// <summary>Columns of both gradients, from one place among the slopes to one among the weights.</summary>
    public void OfBoth(nint from, nint count, nint to) => Product((T*)Seen, Width, Width, Memory.Slopes + from, count, (T*)Weights + to);

    /// <summary>Columns of the gradient of the inputs' weights.</summary>
    public void OfKernel(nint from, nint count, nint to) => Product((T*)Seen, Width, Memory.Inputs, Memory.Slopes + from, count, (T*)Weights + to);

    /// <summary>Columns of the gradient of the outputs' weights.</summary>
    public void OfRecurrent(nint from, nint count, nint to) => Product((T*)Seen + Memory.Inputs, Width, Memory.Units, Memory.Slopes + from, count, OfOutputs + to);

    /// <summary>The same with a block of the gates in the place of the outputs.</summary>
    public void OfReset(nint block, nint from, nint count, nint to) => Product(Memory.Gates + block, Memory.Columns, Memory.Units, Memory.Slopes + from, count, OfOutputs + to);

    /// <summary>Slopes summed over all steps and rows.</summary>
    public void OfBias(nint from, nint count, nint to)
    {
        if (Bias != 0)
        {
            RecurrentBias<T>.Run(Memory.Slopes + from, Rows, Memory.Columns, count, (T*)Bias + to);
        }
    }

    nint Width => Memory.Inputs + Memory.Units;

    T* OfOutputs => (T*)Weights + (Memory.Inputs * Columns);

    void Product(T* a, nint aRow, nint length, T* slopes, nint count, T* target)
    {
        nint rows = Rows;
        if (length == 0 || count == 0)
        {
            return;
        }

        Gemm.Multiply(
            new View<T>(Elements(a, aRow, rows, length), 0, [length, rows], [1, aRow]),
            new View<T>(Elements(slopes, Memory.Columns, rows, count), 0, [rows, count], [Memory.Columns, 1]),
            new View<T>(Elements(target, Columns, length, count), 0, [length, count], [Columns, 1]));
    }

    static Span<T> Elements(T* data, nint row, nint rows, nint length) => rows == 0 ? [] : new(data, checked((int)(((rows - 1) * row) + length)));
}
