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
internal readonly unsafe struct GemmBias<V, T> : IGemmFinish<T>
    where V : struct, IGemmLane<V, T>
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
            nint j = 0;
            if (problem.C.Column == 1 && problem.BiasColumn is 0 or 1)
            {
                V repeated = V.Broadcast(bias);
                for (; j + V.Count <= columns; j += V.Count)
                {
                    V.Add(V.Load(c + j), problem.BiasColumn == 0 ? repeated : V.Load(bias + j)).Store(c + j);
                }
            }

            for (; j < columns; j++)
            {
                c[j * problem.C.Column] += bias[j * problem.BiasColumn];
            }
        }
    }
}
