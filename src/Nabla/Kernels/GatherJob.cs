using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Gathers rows of bytes.</summary>
internal unsafe struct GatherJob<TIndex> : IPieces
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    public byte* X, Y;
    public TIndex* Indices;
    public long Outer, Length, RowBytes, Count, Rows;
    public int Pieces;

    /// <inheritdoc/>
    public readonly void Run(int piece)
    {
        (long row, long end) = Cut.Range(Rows, Pieces, piece);
        while (row < end)
        {
            long block = row / Count, at = row % Count;
            long stop = Math.Min(Count, at + end - row);
            byte* x = X + block * Length * RowBytes;
            TIndex* indices = Indices + block / Outer * Count;
            byte* y = Y + (row - at) * RowBytes;
            switch (RowBytes)
            {
                case 4:
                    Elements((uint*)x, indices, (uint*)y, at, stop);
                    break;
                case 8:
                    Elements((ulong*)x, indices, (ulong*)y, at, stop);
                    break;
                case 1:
                    Elements(x, indices, y, at, stop);
                    break;
                case 2:
                    Elements((ushort*)x, indices, (ushort*)y, at, stop);
                    break;
                default:
                    for (long i = at; i < stop; i++)
                    {
                        Unsafe.CopyBlockUnaligned(y + i * RowBytes, x + Place(indices[i]) * RowBytes, (uint)RowBytes);
                    }

                    break;
            }

            row += stop - at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    readonly void Elements<E>(E* x, TIndex* indices, E* y, long at, long stop)
        where E : unmanaged
    {
        for (long i = at; i < stop; i++)
        {
            y[i] = x[Place(indices[i])];
        }
    }

    readonly long Place(TIndex index)
    {
        long i = long.CreateTruncating(index);
        return i < 0 ? i + Length : i;
    }
}
