using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>Scatters the rows that fall into one range of targets, in the order of the updates.</summary>
internal unsafe struct ScatterJob<T, TIndex, TArithmetic> : IPieces
    where T : unmanaged
    where TIndex : unmanaged, IBinaryInteger<TIndex>
    where TArithmetic : struct, IArithmetic<T>
{
    public T* Y, Updates;
    public TIndex* Indices;
    public long Count, Inner, Length, UpdateStep;
    public int Pieces;
    public ScatterMode Mode;

    /// <inheritdoc/>
    public readonly void Run(int piece)
    {
        (long start, long end) = Cut.Range(Length, Pieces, piece);
        for (long i = 0; i < Count; i++)
        {
            long at = long.CreateTruncating(Indices[i]);
            if (at >= start && at < end)
            {
                Row(Y + at * Inner, Updates + i * UpdateStep);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    readonly void Row(T* y, T* u)
    {
        switch (Mode)
        {
            case ScatterMode.Add:
                long first = 0;
                if (Vector256<T>.IsSupported)
                {
                    for (; first + Vector256<T>.Count <= Inner; first += Vector256<T>.Count)
                    {
                        (Vector256.Load(y + first) + Vector256.Load(u + first)).Store(y + first);
                    }
                }

                for (long k = first; k < Inner; k++)
                {
                    y[k] = TArithmetic.Add(y[k], u[k]);
                }

                break;
            case ScatterMode.Subtract:
                for (long k = 0; k < Inner; k++)
                {
                    y[k] = TArithmetic.Subtract(y[k], u[k]);
                }

                break;
            case ScatterMode.Multiply:
                for (long k = 0; k < Inner; k++)
                {
                    y[k] = TArithmetic.Multiply(y[k], u[k]);
                }

                break;
            case ScatterMode.Max:
                for (long k = 0; k < Inner; k++)
                {
                    y[k] = TArithmetic.Max(y[k], u[k]);
                }

                break;
            default:
                for (long k = 0; k < Inner; k++)
                {
                    y[k] = TArithmetic.Min(y[k], u[k]);
                }

                break;
        }
    }
}
