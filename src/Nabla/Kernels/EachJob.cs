namespace Nabla.Kernels;

/// <summary>The loop of <see cref="Each"/>: walks the output in order, and the inputs by their strides.</summary>
internal unsafe struct EachJob<F, T, U> : IPieces
    where F : struct, IEach<T, U>
    where T : unmanaged
    where U : unmanaged
{
    /// <summary>Elements of one piece.</summary>
    internal const int PieceSize = 4096;

    internal F Function;
    internal T* X;
    internal T* Y;
    internal U* Z;
    internal int Rank;
    internal long* Lengths;
    internal long* XSteps;
    internal long* YSteps;
    internal long Size;

    public readonly void Run(int piece)
    {
        long at = (long)piece * PieceSize, end = Math.Min(Size, at + PieceSize);
        while (at < end)
        {
            long rest = at, x = 0, y = 0;
            for (int k = Rank - 1; k >= 0; k--)
            {
                (rest, long index) = Math.DivRem(rest, Lengths[k]);
                x += index * XSteps[k];
                y += index * YSteps[k];
            }

            // To the end of the innermost axis, or of the piece.
            long n = Rank == 0 ? 1 : Math.Min(end - at, Lengths[Rank - 1] - (at % Lengths[Rank - 1]));
            long xStep = Rank == 0 ? 0 : XSteps[Rank - 1], yStep = Rank == 0 ? 0 : YSteps[Rank - 1];
            for (long i = 0; i < n; i++)
            {
                Z[at + i] = Function.At(X[x + (i * xStep)], Y[y + (i * yStep)]);
            }

            at += n;
        }
    }
}
