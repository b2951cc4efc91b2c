using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>One strided copy, cut by shape; lengths and strides lie on the caller's stack.</summary>
internal unsafe struct CopyJob<T> : IPieces
    where T : unmanaged
{
    // A row chunk of 16 KiB keeps reads and writes in L1 while it is long enough to hide the walk over the outer axes.
    static readonly long Chunk = 16384 / sizeof(T);

    static readonly long Tile = Transposition.Side<T>();

    T* _x;
    T* _y;
    long* _lengths;
    long* _from;
    long* _to;
    int _outerRank;
    long _units;
    int _pieces;

    // Row copies: the innermost axis. Transposed copies: two axes, rows step 1 in the source, columns step 1 in the destination.
    bool _transposed;
    long _rows, _rowStep, _columns, _columnStep, _fromStep;
    long _perOuter, _columnTiles;

    /// <summary>Copies along merged axes; none means one element.</summary>
    public static void Run(T* x, T* y, ReadOnlySpan<long> lengths, ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        int rank = lengths.Length;
        if (rank == 0)
        {
            *y = *x;
            return;
        }

        long size = Strides.Product(lengths);
        if (rank == 1 && from[0] == 1 && to[0] == 1 && size <= Chunk)
        {
            Unsafe.CopyBlockUnaligned(y, x, (uint)(size * sizeof(T)));
            return;
        }

        long* outer = stackalloc long[3 * rank];
        CopyJob<T> job = new() { _x = x, _y = y, _lengths = outer, _from = outer + rank, _to = outer + 2 * rank };
        int inner = rank - 1, rowAxis = -1;
        if (to[inner] == 1 && from[inner] != 1 && lengths[inner] >= 4)
        {
            for (int k = 0; k < inner; k++)
            {
                rowAxis = from[k] == 1 && lengths[k] >= 4 ? k : rowAxis;
            }
        }

        for (int k = 0; k < inner; k++)
        {
            if (k != rowAxis)
            {
                (job._lengths[job._outerRank], job._from[job._outerRank], job._to[job._outerRank]) = (lengths[k], from[k], to[k]);
                job._outerRank++;
            }
        }

        job._transposed = rowAxis >= 0;
        job._columns = lengths[inner];
        job._fromStep = from[inner];
        job._columnStep = to[inner];
        if (job._transposed)
        {
            job._rows = lengths[rowAxis];
            job._rowStep = to[rowAxis];
            job._columnTiles = (job._columns + Tile - 1) / Tile;
            job._perOuter = job._columnTiles * ((job._rows + Tile - 1) / Tile);
        }
        else
        {
            job._rows = 1;
            job._perOuter = (job._columns + Chunk - 1) / Chunk;
        }

        job._units = size / (job._rows * job._columns) * job._perOuter;
        job._pieces = Cut.Pieces(job._units, size);
        bool plain = !job._transposed && job._columnStep == 1 && job._fromStep is 0 or 1;
        Workers.Run(job, job._pieces, size * (plain ? 0.02 * sizeof(T) : 0.4));
    }

    /// <inheritdoc/>
    public void Run(int piece)
    {
        (long unit, long end) = Cut.Range(_units, _pieces, piece);
        long* index = stackalloc long[_outerRank];
        long outer = unit / _perOuter, part = unit % _perOuter;
        long x = 0, y = 0;
        for (int k = _outerRank - 1; k >= 0; k--)
        {
            index[k] = outer % _lengths[k];
            outer /= _lengths[k];
            x += index[k] * _from[k];
            y += index[k] * _to[k];
        }

        for (; unit < end; unit++)
        {
            if (_transposed)
            {
                long row = part / _columnTiles * Tile, column = part % _columnTiles * Tile;
                Transposition.Tile(_x + x + row + column * _fromStep, _fromStep, _y + y + row * _rowStep + column, _rowStep,
                    Math.Min(Tile, _rows - row), Math.Min(Tile, _columns - column));
            }
            else
            {
                long column = part * Chunk;
                Row(_x + x + column * _fromStep, _fromStep, _y + y + column * _columnStep, _columnStep, Math.Min(Chunk, _columns - column));
            }

            if (++part == _perOuter)
            {
                part = 0;
                for (int k = _outerRank - 1; k >= 0; k--)
                {
                    x += _from[k];
                    y += _to[k];
                    if (++index[k] < _lengths[k])
                    {
                        break;
                    }

                    index[k] = 0;
                    x -= _from[k] * _lengths[k];
                    y -= _to[k] * _lengths[k];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Row(T* x, long from, T* y, long to, long count)
    {
        if (to == 1 && from == 1)
        {
            if (count * sizeof(T) < 64)
            {
                for (long i = 0; i < count; i++)
                {
                    y[i] = x[i];
                }
            }
            else
            {
                Unsafe.CopyBlockUnaligned(y, x, (uint)(count * sizeof(T)));
            }
        }
        else if (to == 1 && from == 0)
        {
            new Span<T>(y, (int)count).Fill(*x);
        }
        else
        {
            long i = 0;
            for (; i + 4 <= count; i += 4, x += 4 * from, y += 4 * to)
            {
                T a = x[0], b = x[from], c = x[2 * from], d = x[3 * from];
                y[0] = a;
                y[to] = b;
                y[2 * to] = c;
                y[3 * to] = d;
            }

            for (; i < count; i++, x += from, y += to)
            {
                *y = *x;
            }
        }
    }
}
