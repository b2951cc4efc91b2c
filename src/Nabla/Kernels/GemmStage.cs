using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A range of k-blocks of a product, cut into pieces: each a rectangle of C.</summary>
/// <remarks>Each operand comes to the tiles in one of three ways: packed for all pieces beforehand, read where it lies, or packed by the piece into memory of its
/// thread just before use. None of it, and no cut, changes a bit: an element of C is always the same chain in the same blocks.</remarks>
internal unsafe struct GemmStage<TTile, T, F> : IPieces
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IGemmFinish<T>
{
    public GemmProblem<T> Problem;
    public GemmBlocks Blocks;
    public nint FirstBlock;
    public nint EndBlock;

    /// <summary>The rows of C that this stage computes.</summary>
    public nint FirstRow;
    public nint Rows;

    /// <summary>All rows of the stage, packed block by block; null where they are not.</summary>
    public T* PackedA;

    /// <summary>All columns, packed block by block; null where they are not.</summary>
    public T* PackedB;

    /// <summary>Whole tiles read A, whole panels read B, where it lies.</summary>
    public bool DirectA;
    public bool DirectB;

    /// <summary>Panels that a tile of rows, while it lies in L1, is multiplied with in turn. Where the piece packs them itself, its thread holds so many.</summary>
    public nint Held;

    public nint TilesPerPiece;
    public nint PanelsPerPiece;
    public F Finish;

    public readonly nint Tiles => (Rows + TTile.Rows - 1) / TTile.Rows;

    public readonly nint Panels => (Problem.N + TTile.Columns - 1) / TTile.Columns;

    public readonly int Pieces => (int)(((Tiles + TilesPerPiece - 1) / TilesPerPiece) * ((Panels + PanelsPerPiece - 1) / PanelsPerPiece));

    /// <summary>Rows with those that fill up the last tile.</summary>
    public readonly nint PaddedRows => Rows - RowsIn(Tiles - 1) + TTile.Height(RowsIn(Tiles - 1));

    /// <summary>Columns with those that fill up the last panel.</summary>
    public readonly nint PaddedColumns => Problem.N - ColumnsIn(Panels - 1) + TTile.Width(ColumnsIn(Panels - 1));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint across = (Panels + PanelsPerPiece - 1) / PanelsPerPiece;
        nint tile = (piece / across) * TilesPerPiece, tileEnd = Math.Min(tile + TilesPerPiece, Tiles);
        nint panel = (piece % across) * PanelsPerPiece, panelEnd = Math.Min(panel + PanelsPerPiece, Panels);
        nint held = PackedB == null ? Math.Min(Held, PanelsPerPiece) : 0;
        T* own = (T*)GemmMemory.Own(((TTile.Rows * TTile.Columns) + ((TTile.Rows + (held * TTile.Columns)) * GemmBlocks.Depth)) * sizeof(T));
        for (nint block = FirstBlock; block < EndBlock; block++)
        {
            for (nint first = panel; first < panelEnd; first += Held)
            {
                nint end = Math.Min(first + Held, panelEnd);
                for (nint q = first; q < end && PackedB == null; q++)
                {
                    HoldB(block, q, HeldAt(own, q - first));
                }

                for (nint t = tile; t < tileEnd; t++)
                {
                    GemmStep<T> step = new() { K = Blocks.Length(block) };
                    FindA(ref step, block, t, own);
                    for (nint q = first; q < end; q++)
                    {
                        FindB(ref step, block, q, HeldAt(own, q - first));
                        Tile(step, block, t, q, own);
                    }
                }
            }
        }
    }

    /// <summary>Packs one tile of rows, all blocks of the stage.</summary>
    public readonly void PackRows(nint tile)
    {
        int rows = RowsIn(tile);
        for (nint block = FirstBlock; block < EndBlock; block++)
        {
            T* target = PackedA + ((Blocks.Start(block) - Blocks.Start(FirstBlock)) * PaddedRows) + (tile * TTile.Rows * Blocks.Length(block));
            TTile.Pack(RowsAt(block, tile), Problem.A.Row, Problem.A.Column, rows, TTile.Height(rows), Blocks.Length(block), target);
        }
    }

    /// <summary>Packs one panel of columns, all blocks of the stage.</summary>
    public readonly void PackColumns(nint panel)
    {
        int columns = ColumnsIn(panel);
        for (nint block = FirstBlock; block < EndBlock; block++)
        {
            T* target = PackedB + ((Blocks.Start(block) - Blocks.Start(FirstBlock)) * PaddedColumns) + (panel * TTile.Columns * Blocks.Length(block));
            TTile.Pack(ColumnsAt(block, panel), Problem.B.Column, Problem.B.Row, columns, TTile.Width(columns), Blocks.Length(block), target);
        }
    }

    private readonly int RowsIn(nint tile) => (int)Math.Min(TTile.Rows, Rows - (tile * TTile.Rows));

    private readonly int ColumnsIn(nint panel) => (int)Math.Min(TTile.Columns, Problem.N - (panel * TTile.Columns));

    private readonly T* RowsAt(nint block, nint tile) => Problem.A.At(FirstRow + (tile * TTile.Rows), Blocks.Start(block));

    private readonly T* ColumnsAt(nint block, nint panel) => Problem.B.At(Blocks.Start(block), panel * TTile.Columns);

    private readonly void FindA(ref GemmStep<T> step, nint block, nint tile, T* own)
    {
        int rows = RowsIn(tile), height = TTile.Height(rows);
        if (DirectA && rows == height)
        {
            step.A = RowsAt(block, tile);
            step.ARow = Problem.A.Row * sizeof(T);
            step.ANext = Problem.A.Column * sizeof(T);
            return;
        }

        step.ARow = sizeof(T);
        step.ANext = height * sizeof(T);
        if (PackedA != null)
        {
            step.A = PackedA + ((Blocks.Start(block) - Blocks.Start(FirstBlock)) * PaddedRows) + (tile * TTile.Rows * step.K);
            return;
        }

        step.A = own + (TTile.Rows * TTile.Columns);
        TTile.Pack(RowsAt(block, tile), Problem.A.Row, Problem.A.Column, rows, height, step.K, step.A);
    }

    // A thread's own memory: a tile of C, a tile of rows, the panels held.
    private static T* HeldAt(T* own, nint place) => own + (TTile.Rows * (TTile.Columns + GemmBlocks.Depth)) + (place * TTile.Columns * GemmBlocks.Depth);

    private readonly bool IsDirect(int columns) => DirectB && columns == TTile.Width(columns);

    private readonly void HoldB(nint block, nint panel, T* held)
    {
        int columns = ColumnsIn(panel);
        if (!IsDirect(columns))
        {
            TTile.Pack(ColumnsAt(block, panel), Problem.B.Column, Problem.B.Row, columns, TTile.Width(columns), Blocks.Length(block), held);
        }
    }

    private readonly void FindB(ref GemmStep<T> step, nint block, nint panel, T* held)
    {
        int columns = ColumnsIn(panel);
        if (IsDirect(columns))
        {
            step.B = ColumnsAt(block, panel);
            step.BNext = Problem.B.Row * sizeof(T);
            return;
        }

        step.B = PackedB == null ? held : PackedB + ((Blocks.Start(block) - Blocks.Start(FirstBlock)) * PaddedColumns) + (panel * TTile.Columns * step.K);
        step.BNext = TTile.Width(columns) * sizeof(T);
    }

    private readonly void Tile(in GemmStep<T> step, nint block, nint tile, nint panel, T* own)
    {
        int rows = RowsIn(tile), columns = ColumnsIn(panel);
        nint row = FirstRow + (tile * TTile.Rows), column = panel * TTile.Columns;
        bool add = block > 0 || Problem.Accumulate;
        GemmOperand<T> c = Problem.C.From(row, column);
        if (c.Column == 1 && rows == TTile.Height(rows) && columns == TTile.Width(columns))
        {
            TTile.Run(step, c.Data, c.Row, add, rows, columns);
        }
        else
        {
            TTile.Run(step, own, TTile.Columns, add: false, rows, columns);
            TTile.Merge(own, c, rows, columns, add);
        }

        if (block + 1 == Blocks.Count)
        {
            Finish.Apply(Problem, row, column, rows, columns);
        }
    }
}
