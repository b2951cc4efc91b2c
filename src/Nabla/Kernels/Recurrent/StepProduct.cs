using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Adds nothing to a finished tile: the loop over the gates does.</summary>
internal readonly struct GemmNothing<T> : IGemmFinish<T>
    where T : unmanaged
{
    public void Apply(in GemmProblem<T> problem, nint row, nint column, int rows, nint columns)
    {
    }
}

/// <summary>A product with one right side, taken again and again by bands of a few rows: its columns are packed once.</summary>
/// <remarks>A band runs on the thread that asks. One row alone is multiplied with the right side where it lies, if its columns lie side by side.</remarks>
internal unsafe struct StepProduct<TTile, T>
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private GemmStage<TTile, T, GemmNothing<T>> _stage;

    /// <summary>The product with b [k, n].</summary>
    public StepProduct(GemmOperand<T> b, nint k, nint n)
    {
        _stage = new()
        {
            Problem = new() { B = b, K = k, N = n },
            Blocks = new GemmBlocks(k),
            DirectA = true,
            TilesPerPiece = nint.MaxValue >> 8,
            Held = 4,
        };
        _stage.PanelsPerPiece = _stage.Panels;
        _stage.EndBlock = _stage.Blocks.Count;
    }

    /// <summary>Elements that <see cref="Pack"/> writes, in whole cache lines.</summary>
    public readonly nint PackedSize => _stage.Problem.N == 0 ? 0 : ((_stage.PaddedColumns * _stage.Problem.K) + 63) & ~(nint)63;

    /// <summary>Parts of the columns, each small enough to stay in L1 while many bands pass by.</summary>
    public readonly int Groups => _stage.Problem.N == 0 ? 0 : (int)((_stage.Panels + 1) / 2);

    /// <summary>Packs the columns.</summary>
    public void Pack(T* memory)
    {
        _stage.PackedB = memory;
        if (_stage.Problem.N > 0)
        {
            Workers.Run(new Packer { Stage = _stage }, (int)_stage.Panels, 0.5 * PackedSize);
        }
    }

    /// <summary>Reads the columns where they lie, side by side.</summary>
    public void ReadInPlace() => _stage.DirectB = true;

    /// <summary>C = A·B, or C + A·B, for a few rows.</summary>
    public readonly void Run(T* a, nint aRow, nint rows, T* c, nint cRow, bool add)
    {
        if (_stage.Problem.N == 0)
        {
            return;
        }

        if (rows == 1 && _stage.DirectB)
        {
            Row(a, c, add);
            return;
        }

        var stage = Band(a, aRow, rows, c, cRow, add);
        stage.PanelsPerPiece = stage.Panels;
        stage.Run(0);
    }

    /// <summary>The same for one part of the columns.</summary>
    public readonly void RunGroup(int group, T* a, nint aRow, nint rows, T* c, nint cRow, bool add)
    {
        var stage = Band(a, aRow, rows, c, cRow, add);
        stage.PanelsPerPiece = 2;
        stage.Run(group);
    }

    private readonly GemmStage<TTile, T, GemmNothing<T>> Band(T* a, nint aRow, nint rows, T* c, nint cRow, bool add)
    {
        var stage = _stage;
        stage.Problem.M = stage.Rows = rows;
        stage.Problem.A = new(a, aRow, 1);
        stage.Problem.C = new(c, cRow, 1);
        stage.Problem.Accumulate = add;
        stage.TilesPerPiece = stage.Tiles;
        return stage;
    }

    private readonly void Row(T* a, T* c, bool add)
    {
        var b = _stage.Problem.B;
        for (nint block = 0; block < _stage.Blocks.Count; block++)
        {
            nint start = _stage.Blocks.Start(block);
            GemmStep<T> step = new() { K = _stage.Blocks.Length(block), A = a + start, ANext = sizeof(T), B = b.At(start, 0), BNext = b.Row * sizeof(T) };
            TTile.Row(step, c, _stage.Problem.N, add || block > 0);
        }
    }

    private struct Packer : IPieces
    {
        public GemmStage<TTile, T, GemmNothing<T>> Stage;

        public readonly void Run(int piece) => Stage.PackColumns(piece);
    }
}
