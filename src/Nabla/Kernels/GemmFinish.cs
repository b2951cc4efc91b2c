using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

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

/// <summary>Adds the bias, then carries a formula over the tile: the loop that carries it over whole tensors, so the bits are the same.</summary>
internal readonly unsafe struct GemmFormula<V, T, F>(F formula) : IGemmFinish<T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IUnary
{
    private const int Columns = 256;

    private readonly RealUnary<F> _body = new(formula);

    [SkipLocalsInit]
    public void Apply(in GemmProblem<T> problem, nint row, nint column, int rows, nint columns)
    {
        default(GemmBias<V, T>).Apply(problem, row, column, rows, columns);
        RealUnary<F> body = _body;
        nint* steps = stackalloc nint[2] { sizeof(T), sizeof(T) };
        byte** operands = stackalloc byte*[2];
        T* gathered = stackalloc T[Columns];
        for (int r = 0; r < rows; r++)
        {
            T* c = problem.C.At(row + r, column);
            if (problem.C.Column == 1)
            {
                operands[0] = operands[1] = (byte*)c;
                MapLoop<RealUnary<F>, T>.Pointer(Unsafe.AsPointer(ref body), operands, steps, columns);
                continue;
            }

            for (nint start = 0; start < columns; start += Columns)
            {
                nint count = Math.Min(Columns, columns - start);
                T* from = c + (start * problem.C.Column);
                for (nint j = 0; j < count; j++)
                {
                    gathered[j] = from[j * problem.C.Column];
                }

                operands[0] = operands[1] = (byte*)gathered;
                MapLoop<RealUnary<F>, T>.Pointer(Unsafe.AsPointer(ref body), operands, steps, count);
                for (nint j = 0; j < count; j++)
                {
                    from[j * problem.C.Column] = gathered[j];
                }
            }
        }
    }
}
