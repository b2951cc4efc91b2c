using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A matrix in memory: element (i, j) lies at Data[i·Row + j·Column]. A transposed matrix is the same memory with the steps swapped.</summary>
internal readonly unsafe struct GemmOperand<T>(T* data, nint row, nint column)
    where T : unmanaged
{
    public readonly T* Data = data;
    public readonly nint Row = row;
    public readonly nint Column = column;

    public GemmOperand<T> Transposed => new(Data, Column, Row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(nint i, nint j) => Data + (i * Row) + (j * Column);

    public GemmOperand<T> From(nint i, nint j) => new(At(i, j), Row, Column);
}

/// <summary>One product C = A·B (+ C) (+ bias), A [m, k], B [k, n], C [m, n].</summary>
internal unsafe struct GemmProblem<T>
    where T : unmanaged
{
    public nint M;
    public nint N;
    public nint K;
    public GemmOperand<T> A;
    public GemmOperand<T> B;
    public GemmOperand<T> C;

    /// <summary>Adds to what C holds.</summary>
    public bool Accumulate;

    /// <summary>Added to every element after its last block; null for none.</summary>
    public T* Bias;

    public nint BiasRow;
    public nint BiasColumn;

    /// <summary>The same numbers seen the other way: Cᵀ = Bᵀ·Aᵀ.</summary>
    public readonly GemmProblem<T> Transposed => this with
    {
        M = N,
        N = M,
        A = B.Transposed,
        B = A.Transposed,
        C = C.Transposed,
        BiasRow = BiasColumn,
        BiasColumn = BiasRow,
    };
}

/// <summary>How k is cut into blocks: by k alone, so that every product of that depth rounds alike.</summary>
internal readonly struct GemmBlocks
{
    /// <summary>Largest depth of a block: a tile of rows, this deep, stays in L1 beside the panel that streams through it from L2, and C is
    /// read and written half as often as with blocks whose panel would stay in L1 too.</summary>
    public const int Depth = 512;

    private readonly nint _k;
    private readonly nint _size;

    public GemmBlocks(nint k)
    {
        _k = k;
        Count = (k + Depth - 1) / Depth;
        _size = Count == 0 ? 0 : (k + Count - 1) / Count;
    }

    public nint Count { get; }

    public nint Start(nint block) => Math.Min(block * _size, _k);

    public nint Length(nint block) => Start(block + 1) - Start(block);
}
