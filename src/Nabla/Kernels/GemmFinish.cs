using System.Numerics;

namespace Nabla.Kernels;

/// <summary>What is done to a tile of C when its last block is in, while it lies in L1.</summary>
internal interface IGemmFinish<T>
    where T : unmanaged
{
    /// <summary>Finishes rows × columns elements of C from (row, column).</summary>
    void Apply(in GemmProblem<T> problem, nint row, nint column, int rows, nint columns);
}

/// <summary>Adds the bias, where there is one.</summary>
internal readonly unsafe struct GemmBias<T> : IGemmFinish<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Apply(in GemmProblem<T> problem, nint row, nint column, int rows, nint columns)
    {
        if (problem.Bias == null)
        {
            return;
        }

        for (int r = 0; r < rows; r++)
        {
            T* c = problem.C.At(row + r, column), bias = problem.Bias + ((row + r) * problem.BiasRow) + (column * problem.BiasColumn);
            for (nint j = 0; j < columns; j++, c += problem.C.Column, bias += problem.BiasColumn)
            {
                *c += *bias;
            }
        }
    }
}
