using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Carries a loop over the elements of strided operands, in row-major order of the output.</summary>
/// <remarks>Operands with unit steps on the last axis are read and written in place and constants are spread over one register;
/// all others pass through blocks that stay in the first cache.</remarks>
internal unsafe struct MapJob : IPieces
{
    /// <summary>Elements of a block.</summary>
    private const int Block = 256;

    /// <summary>Rows shorter than this are gathered into blocks, so that loops stay long.</summary>
    private const int ShortRow = 48;

    public delegate*<void*, byte**, nint*, nint, void> Loop;

    public void* Body;

    public MapOperand* Operands;

    public int Inputs;

    public int Outputs;

    public int Rank;

    public long* Lengths;

    public long Size;

    public long PieceSize;

    private readonly int Count => Inputs + Outputs;

    public readonly void Run(int piece)
    {
        long from = piece * PieceSize;
        long to = Math.Min(Size, from + PieceSize);
        if (Rank > 1 && Lengths[Rank - 1] < ShortRow)
        {
            Gathered(from, to);
        }
        else
        {
            Rows(from, to);
        }
    }

    /// <summary>Row by row; each row is one run of the loop, or several where an operand needs blocks.</summary>
    [SkipLocalsInit]
    private readonly void Rows(long from, long to)
    {
        int count = Count;
        long row = Lengths[Rank - 1];
        byte* room = stackalloc byte[(count * Block * sizeof(long)) + 64];
        room += 64 - ((nint)room & 63);
        byte** pointers = stackalloc byte*[count];
        byte** rows = stackalloc byte*[count];
        nint* steps = stackalloc nint[count];
        while (from < to)
        {
            long at = from % row;
            long n = Math.Min(row - at, to - from);
            bool blocks = false;
            for (int k = 0; k < count; k++)
            {
                MapOperand* o = Operands + k;
                nint stride = (nint)o->Strides[Rank - 1];
                byte* p = o->Start + OffsetOfRow(o, from / row) + (at * stride);
                byte* block = room + ((nint)k * Block * sizeof(long));
                rows[k] = p;
                if (stride == 0 && k < Inputs)
                {
                    o->Move(p, 0, block, o->Step, 64 / o->Step);
                    pointers[k] = block;
                    steps[k] = 0;
                    rows[k] = null;
                }
                else if (stride == o->Size && !o->Converts)
                {
                    pointers[k] = p;
                    steps[k] = o->Step;
                    rows[k] = null;
                }
                else
                {
                    pointers[k] = block;
                    steps[k] = o->Step;
                    blocks = true;
                }
            }

            if (blocks)
            {
                InBlocks(n, pointers, rows, steps);
            }
            else
            {
                Loop(Body, pointers, steps, (nint)n);
            }

            from += n;
        }
    }

    /// <summary>One row by blocks: operands that have an address in rows are copied, the others advance in place.</summary>
    private readonly void InBlocks(long n, byte** pointers, byte** rows, nint* steps)
    {
        for (long done = 0; done < n; done += Block)
        {
            nint m = (nint)Math.Min(Block, n - done);
            for (int k = 0; k < Inputs; k++)
            {
                MapOperand* o = Operands + k;
                if (rows[k] != null) o->Move(rows[k], (nint)o->Strides[Rank - 1], pointers[k], o->Step, m);
            }

            Loop(Body, pointers, steps, m);
            for (int k = 0; k < Count; k++)
            {
                MapOperand* o = Operands + k;
                if (rows[k] == null)
                {
                    pointers[k] += m * steps[k];
                    continue;
                }

                nint stride = (nint)o->Strides[Rank - 1];
                if (k >= Inputs) o->Move(pointers[k], o->Step, rows[k], stride, m);
                rows[k] += m * stride;
            }
        }
    }

    /// <summary>Short rows: blocks of elements from many rows, copied together.</summary>
    [SkipLocalsInit]
    private readonly void Gathered(long from, long to)
    {
        int count = Count;
        byte* room = stackalloc byte[(count * Block * sizeof(long)) + 64];
        room += 64 - ((nint)room & 63);
        byte** pointers = stackalloc byte*[count];
        nint* steps = stackalloc nint[count];
        for (; from < to; from += Block)
        {
            nint m = (nint)Math.Min(Block, to - from);
            for (int k = 0; k < count; k++)
            {
                MapOperand* o = Operands + k;
                bool dense = !o->Converts && IsDense(o);
                pointers[k] = dense ? o->Start + (from * o->Size) : room + ((nint)k * Block * sizeof(long));
                steps[k] = o->Step;
                if (!dense && k < Inputs) MoveRows(o, from, m, pointers[k], output: false);
            }

            Loop(Body, pointers, steps, m);
            for (int k = Inputs; k < count; k++)
            {
                MapOperand* o = Operands + k;
                if (o->Converts || !IsDense(o)) MoveRows(o, from, m, pointers[k], output: true);
            }
        }
    }

    /// <summary>Copies elements from..from + n of an operand to a block, or back.</summary>
    private readonly void MoveRows(MapOperand* o, long from, nint n, byte* block, bool output)
    {
        long row = Lengths[Rank - 1];
        nint stride = (nint)o->Strides[Rank - 1];
        long* index = stackalloc long[Rank];
        long i = from / row;
        byte* p = o->Start;
        for (int k = Rank - 2; k >= 0; k--)
        {
            index[k] = i % Lengths[k];
            p += index[k] * o->Strides[k];
            i /= Lengths[k];
        }

        long at = from % row;
        while (n > 0)
        {
            nint m = (nint)Math.Min(row - at, n);
            byte* q = p + (at * stride);
            if (output)
            {
                o->Move(block, o->Step, q, stride, m);
            }
            else
            {
                o->Move(q, stride, block, o->Step, m);
            }

            block += m * o->Step;
            n -= m;
            at = 0;
            for (int k = Rank - 2; k >= 0; k--)
            {
                p += o->Strides[k];
                if (++index[k] < Lengths[k]) break;
                p -= o->Strides[k] * Lengths[k];
                index[k] = 0;
            }
        }
    }

    private readonly bool IsDense(MapOperand* o)
    {
        long step = o->Size;
        for (int k = Rank - 1; k >= 0; k--)
        {
            if (o->Strides[k] != step) return false;
            step *= Lengths[k];
        }

        return true;
    }

    private readonly long OffsetOfRow(MapOperand* o, long row)
    {
        long offset = 0;
        for (int k = Rank - 2; k >= 0; k--)
        {
            offset += row % Lengths[k] * o->Strides[k];
            row /= Lengths[k];
        }

        return offset;
    }
}
