using System.Buffers;

namespace Nabla.Kernels;

/// <summary>Sorts rows [rows, length] of keys, each with its places, or takes the first k of each.</summary>
internal readonly unsafe struct SortJob<T, TArithmetic>(T* x, long rows, long length, long k, bool descending, T* keys, int* places) : IPieces
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    /// <summary>Number of pieces.</summary>
    public int Pieces => Cut.Pieces(rows, rows * length * 4);

    /// <inheritdoc/>
    public void Run(int piece)
    {
        (long row, long end) = Cut.Range(rows, Pieces, piece);
        if (k < length)
        {
            for (; row < end; row++)
            {
                if (descending)
                {
                    SortRows.Top<T, Descending<T, TArithmetic>>(x + row * length, length, k, keys + row * k, places + row * k);
                }
                else
                {
                    SortRows.Top<T, Ascending<T, TArithmetic>>(x + row * length, length, k, keys + row * k, places + row * k);
                }
            }

            return;
        }

        T[] spareKeys = ArrayPool<T>.Shared.Rent((int)length);
        int[] sparePlaces = ArrayPool<int>.Shared.Rent((int)length);
        fixed (T* spare = spareKeys)
        {
            fixed (int* spareAt = sparePlaces)
            {
                for (; row < end; row++)
                {
                    T* own = keys + row * length;
                    int* ownPlaces = places + row * length;
                    for (int i = 0; i < length; i++)
                    {
                        own[i] = x[row * length + i];
                        ownPlaces[i] = i;
                    }

                    if (descending)
                    {
                        SortRows.Sort<T, Descending<T, TArithmetic>>(own, ownPlaces, length, spare, spareAt);
                    }
                    else
                    {
                        SortRows.Sort<T, Ascending<T, TArithmetic>>(own, ownPlaces, length, spare, spareAt);
                    }
                }
            }
        }

        ArrayPool<T>.Shared.Return(spareKeys);
        ArrayPool<int>.Shared.Return(sparePlaces);
    }
}
