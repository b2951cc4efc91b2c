using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Where everything of a recurrent sequence lies. What is kept of all steps is ordered by step, then by row of the batch.</summary>
/// <remarks>Steps are counted in the order in which they are taken, so only <see cref="X"/> and <see cref="Mask"/> know of a reversed sequence.</remarks>
internal unsafe struct RecurrentMemory<T>
    where T : unmanaged
{
    public nint Steps;
    public nint Batch;
    public nint Inputs;
    public nint Units;

    /// <summary>Whether the last element of the sequence is taken first.</summary>
    public bool Reverse;

    /// <summary>Elements side by side; rows of the batch and elements of the sequence by these steps.</summary>
    public T* X;
    public nint XRow;
    public nint XStep;

    /// <summary>0 where a row stays as it is; null for none.</summary>
    public byte* Mask;
    public nint MaskRow;
    public nint MaskStep;

    /// <summary>Zeros where there is none.</summary>
    public T* Bias;

    /// <summary>[batch, units]: the output before the first step; zeros where there is none.</summary>
    public T* Start;
    public bool StartsAtZero;

    /// <summary>[batch, units]: the cell state before the first step.</summary>
    public T* StartCell;

    /// <summary>[steps, batch, units].</summary>
    public T* States;

    /// <summary>[steps, batch, units].</summary>
    public T* Cells;

    /// <summary>[steps, batch, columns].</summary>
    public T* Gates;
    public nint Columns;

    /// <summary>The gradient of the states, null for none; by these steps.</summary>
    public T* Given;
    public nint GivenRow;
    public nint GivenStep;

    /// <summary>[steps, batch, columns]: gradients of what the gates were made of.</summary>
    public T* Slopes;

    /// <summary>[batch, units]: the gradient of the output, walked back.</summary>
    public T* Hidden;

    /// <summary>[batch, units]: the gradient of the cell state, walked back.</summary>
    public T* Cell;

    /// <summary>[steps, batch, inputs + units]: what each step saw, side by side for one product with all slopes.</summary>
    public T* Seen;

    /// <summary>[batch, sequence, inputs], null for none.</summary>
    public T* XGradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* State(nint step, nint row) => step < 0 ? Start + (row * Units) : States + (((step * Batch) + row) * Units);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* CellState(nint step, nint row) => step < 0 ? StartCell + (row * Units) : Cells + (((step * Batch) + row) * Units);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Gate(nint step, nint row) => Gates + (((step * Batch) + row) * Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Slope(nint step, nint row) => Slopes + (((step * Batch) + row) * Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Input(nint step, nint row) => X + (row * XRow) + (Element(step) * XStep);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* InputGradient(nint step, nint row) => XGradient + (((row * Steps) + Element(step)) * Inputs);

    /// <summary>Whether the row stays as it was at this step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Stays(nint step, nint row) => Mask != null && Mask[(row * MaskRow) + (Element(step) * MaskStep)] == 0;

    /// <summary>The gradient of the output at a step; null where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* GivenAt(nint step, nint row) => Given == null ? null : Given + (row * GivenRow) + (step * GivenStep);

    readonly nint Element(nint step) => Reverse ? Steps - 1 - step : step;
}
