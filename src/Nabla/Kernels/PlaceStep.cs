namespace Nabla.Kernels;

/// <summary>What a tile of places reads and how it ends: groups of three rows of A, and runs of products with B.</summary>
/// <remarks>Steps count bytes. The columns of B lie side by side.</remarks>
internal unsafe struct PlaceStep<T>
    where T : unmanaged
{
    /// <summary>First row of each group, where offsets are counted from.</summary>
    public T* A0;
    public T* A1;
    public T* A2;
    public T* A3;

    /// <summary>From a row of a group to the next.</summary>
    public nint ARow;

    /// <summary>From an element of a row to the next within a run.</summary>
    public nint ANext;

    /// <summary>First row of B.</summary>
    public T* B;

    /// <summary>From a row of B to the next within a run.</summary>
    public nint BNext;

    /// <summary>From the first row of B of a run to that of the next.</summary>
    public nint BRun;

    /// <summary>Products of a run.</summary>
    public nint K;

    /// <summary>Number of runs.</summary>
    public nint Runs;

    /// <summary>Where each run begins, from the row's own place.</summary>
    public nint* Offsets;

    /// <summary>Whether sums are added to what is there.</summary>
    public bool Adds;

    /// <summary>What every row is multiplied with at the end; null for nothing.</summary>
    public T* Scale;

    /// <summary>Added to every row after that; null for nothing.</summary>
    public T* Bias;

    /// <summary>Whether what lies <see cref="Beside"/> each element of C, in bytes, is added after that.</summary>
    public bool HasBeside;
    public nint Beside;

    /// <summary>Whether what is below zero becomes zero at the end.</summary>
    public bool Relu;

    /// <summary>Whether sums are written as they are.</summary>
    public readonly bool IsPlain => !Adds && Scale == null && Bias == null && !HasBeside && !Relu;
}
