using System.Numerics;

namespace Nabla.Kernels;

/// <summary>A product whose C is one row: B is read where it lies, in bands of columns.</summary>
internal unsafe struct GemmRow<TTile, T, F> : IPieces
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IGemmFinish<T>
{
    public GemmProblem<T> Problem;
    public F Finish;

    private static nint Band => 8 * TTile.Columns;

    public readonly int Pieces => (int)((Problem.N + Band - 1) / Band);

    /// <inheritdoc/>
    public readonly void Run(int piece)
    {
        nint column = piece * Band, columns = Math.Min(Band, Problem.N - column);
        GemmBlocks blocks = new(Problem.K);
        for (nint block = 0; block < blocks.Count; block++)
        {
            GemmStep<T> step = new()
            {
                K = blocks.Length(block),
                A = Problem.A.At(0, blocks.Start(block)),
                ANext = Problem.A.Column * sizeof(T),
                B = Problem.B.At(blocks.Start(block), column),
                BNext = Problem.B.Row * sizeof(T),
            };
            TTile.Row(step, Problem.C.Data + column, columns, block > 0 || Problem.Accumulate);
        }

        Finish.Apply(Problem, 0, column, 1, columns);
    }
}
