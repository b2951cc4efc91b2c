using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Sums of columns over many rows, in blocks of rows that stay in L1; a unit of work is a panel of columns.</summary>
internal readonly unsafe struct RecurrentBias<T>(T* rows, nint count, nint step, nint columns, T* sums) : IRowWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int Panel = 64;
    const int Block = 64;

    public static void Run(T* rows, nint count, nint step, nint columns, T* sums)
    {
        nint panels = (columns + Panel - 1) / Panel;
        RowJob<T, RecurrentBias<T>>.Run(new(rows, count, step, columns, sums), panels, count * Panel, 0.05);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Row<V>(long row)
        where V : unmanaged, IRegister<V>
    {
        nint first = (nint)row * Panel, end = Math.Min(first + Panel, columns);
        new Span<T>(sums + first, (int)(end - first)).Clear();
        for (nint block = 0; block < count; block += Block)
        {
            nint last = Math.Min(block + Block, count);
            for (nint j = first; j < end; j += V.Count)
            {
                nint left = end - j;
                V sum = 0;
                for (nint r = block; r < last; r++)
                {
                    sum += RecurrentLane.Load<V, T>(rows + (r * step) + j, left);
                }

                RecurrentLane.Store(sums + j, RecurrentLane.Load<V, T>(sums + j, left) + sum, left);
            }
        }
    }
}
