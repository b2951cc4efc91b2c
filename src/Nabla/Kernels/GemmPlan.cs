using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Chooses, by shape and steps alone, how one product runs.</summary>
internal readonly unsafe struct GemmPlan<TTile, T, F>(F finish) : IGemmRunner<T>
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where F : struct, IGemmFinish<T>
{
    /// <summary>Rows up to which A is packed once and each piece packs its own columns: more pay for columns packed once, too.</summary>
    private const int RowBlock = 640;

    /// <summary>Columns up to which all of B is packed for pieces that go down the rows.</summary>
    private const int ColumnBlock = 512;

    /// <summary>Bytes of packed memory that a stage may use.</summary>
    private const int StageBytes = 4 << 20;

    /// <summary>Multiply-adds of whole tiles below which one thread is done sooner than panels are packed.</summary>
    private const double Small = 1 << 20;

    private readonly F _finish = finish;

    public void Run(GemmProblem<T> problem)
    {
        if (problem.M == 0 || problem.N == 0)
        {
            return;
        }

        if (problem.K == 0)
        {
            Empty(problem);
            return;
        }

        // Tiles store whole rows of C, so its unit step should go along them; and a tile with few columns wastes more than one with few rows.
        if (problem.M > 1 && (problem.N == 1 || (problem.C.Column != 1 && problem.C.Row == 1) || (problem.N <= 4 && problem.M > problem.N)))
        {
            problem = problem.Transposed;
        }

        if (problem.M == 1 && problem.B.Column == 1 && problem.C.Column == 1)
        {
            GemmRow<TTile, T, F> row = new() { Problem = problem, Finish = _finish };
            Workers.Run(row, row.Pieces, (double)problem.K * problem.N * sizeof(T) * 0.02);
            return;
        }

        GemmStage<TTile, T, F> stage = new()
        {
            Problem = problem,
            Blocks = new GemmBlocks(problem.K),
            Rows = problem.M,
            TilesPerPiece = 1,
            PanelsPerPiece = 1,
            Finish = _finish,
        };
        if ((double)stage.PaddedRows * stage.PaddedColumns * problem.K < Small)
        {
            stage.EndBlock = stage.Blocks.Count;
            stage.DirectA = true;
            stage.DirectB = problem.B.Column == 1;
            stage.TilesPerPiece = stage.Tiles;
            stage.PanelsPerPiece = stage.Panels;
            stage.Held = 4;
            stage.Run(0);
        }
        else if (problem.N <= ColumnBlock && stage.Tiles >= 2 * stage.Panels)
        {
            Down(stage);
        }
        else if (problem.M <= RowBlock)
        {
            Across(stage);
        }
        else
        {
            Grid(stage);
        }
    }

    // Two registers' worth of multiply-adds a cycle at about 4 GHz.
    private static double Nanoseconds(nint m, nint n, nint k) => (double)m * n * k * (0.27 / TTile.Columns);

    // Pieces are bands of rows; all of B is packed once for them, and rows are read where they lie or packed tile by tile.
    private static void Down(GemmStage<TTile, T, F> stage)
    {
        stage.Held = stage.Panels;
        stage.DirectA = stage.Problem.A.Column == 1 || stage.Panels <= 2;
        stage.TilesPerPiece = Math.Clamp(stage.Tiles / 32, 1, 8);
        stage.PanelsPerPiece = stage.Panels;
        nint deep = Math.Max(1, StageBytes / (stage.PaddedColumns * GemmBlocks.Depth * sizeof(T)));
        for (nint block = 0; block < stage.Blocks.Count; block += deep)
        {
            stage.FirstBlock = block;
            stage.EndBlock = Math.Min(block + deep, stage.Blocks.Count);
            nint k = stage.Blocks.Start(stage.EndBlock) - stage.Blocks.Start(block);
            byte[] rented = GemmMemory.Rent(stage.PaddedColumns * k * sizeof(T));
            try
            {
                stage.PackedB = (T*)GemmMemory.Start(rented);
                Workers.Run(new ColumnsPacker { Stage = stage }, (int)stage.Panels, 0.5 * k * stage.PaddedColumns);
                Workers.Run(stage, stage.Pieces, Nanoseconds(stage.Rows, stage.Problem.N, k));
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }

    // Pieces are bands of columns; all rows are packed once for them, and each piece packs its columns panel by panel into L1.
    private static void Across(GemmStage<TTile, T, F> stage)
    {
        stage.DirectB = stage.Problem.B.Column == 1 && stage.Tiles == 1;
        stage.PanelsPerPiece = Math.Max(1, stage.Panels / 16);
        stage.TilesPerPiece = stage.Tiles;
        stage.Held = 4;
        nint deep = Math.Max(1, StageBytes / (stage.PaddedRows * GemmBlocks.Depth * sizeof(T)));
        for (nint block = 0; block < stage.Blocks.Count; block += deep)
        {
            stage.FirstBlock = block;
            stage.EndBlock = Math.Min(block + deep, stage.Blocks.Count);
            nint k = stage.Blocks.Start(stage.EndBlock) - stage.Blocks.Start(block);
            byte[] rented = GemmMemory.Rent(stage.PaddedRows * k * sizeof(T));
            try
            {
                stage.PackedA = (T*)GemmMemory.Start(rented);
                Workers.Run(new RowsPacker { Stage = stage }, (int)stage.Tiles, 0.5 * k * stage.PaddedRows);
                Workers.Run(stage, stage.Pieces, Nanoseconds(stage.Rows, stage.Problem.N, k));
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }

    // Pieces are rectangles of C; both operands are packed once, a few blocks of k at a time, for rows and columns that fit the stage.
    private static void Grid(GemmStage<TTile, T, F> stage)
    {
        stage.PanelsPerPiece = stage.Held = 8;
        stage.TilesPerPiece = 120 / TTile.Rows;
        nint lines = stage.PaddedRows + stage.PaddedColumns;
        nint deep = Math.Max(1, StageBytes / (lines * GemmBlocks.Depth * sizeof(T)));
        for (nint block = 0; block < stage.Blocks.Count; block += deep)
        {
            stage.FirstBlock = block;
            stage.EndBlock = Math.Min(block + deep, stage.Blocks.Count);
            nint k = stage.Blocks.Start(stage.EndBlock) - stage.Blocks.Start(block);
            byte[] rented = GemmMemory.Rent((lines * k * sizeof(T)) + 64);
            try
            {
                stage.PackedB = (T*)GemmMemory.Start(rented);
                stage.PackedA = stage.PackedB + (stage.PaddedColumns * k);
                Workers.Run(new BothPacker { Stage = stage }, (int)(stage.Panels + stage.Tiles), 0.5 * k * lines);
                Workers.Run(stage, stage.Pieces, Nanoseconds(stage.Rows, stage.Problem.N, k));
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }

    // A sum of no products is zero.
    private void Empty(in GemmProblem<T> problem)
    {
        for (nint i = 0; i < problem.M; i++)
        {
            for (nint j = 0; j < problem.N && !problem.Accumulate; j++)
            {
                *problem.C.At(i, j) = T.Zero;
            }

            _finish.Apply(problem, i, 0, 1, problem.N);
        }
    }

    private struct RowsPacker : IPieces
    {
        public GemmStage<TTile, T, F> Stage;

        public readonly void Run(int piece) => Stage.PackRows(piece);
    }

    private struct BothPacker : IPieces
    {
        public GemmStage<TTile, T, F> Stage;

        public readonly void Run(int piece)
        {
            if (piece < Stage.Panels)
            {
                Stage.PackColumns(piece);
            }
            else
            {
                Stage.PackRows(piece - Stage.Panels);
            }
        }
    }

    private struct ColumnsPacker : IPieces
    {
        public GemmStage<TTile, T, F> Stage;

        public readonly void Run(int piece) => Stage.PackColumns(piece);
    }
}
