using System.Numerics;

namespace Nabla.Kernels;

/// <summary>The tiles that fit one kind of machine.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal unsafe interface IGemmTile<T>
    where T : unmanaged
{
    /// <summary>Rows of the largest tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the largest tile: two registers.</summary>
    static abstract int Columns { get; }

    /// <summary>Rows that the tile for so many rows computes and reads.</summary>
    static abstract int Height(int rows);

    /// <summary>Columns that the tile for so many columns computes and reads.</summary>
    static abstract int Width(int columns);

    /// <summary>Computes Height(rows) × Width(columns) elements of C, whose rows are <paramref name="cRow"/> elements apart.</summary>
    static abstract void Run(in GemmStep<T> step, T* c, nint cRow, bool add, int rows, int columns);

    /// <summary>Puts rows of A, or columns of B, side by side; see <see cref="GemmPacking{V, T}"/>.</summary>
    static abstract void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel);

    /// <summary>Writes rows × columns elements of a tile held apart, or adds them to what is there.</summary>
    static abstract void Merge(T* tile, in GemmOperand<T> c, int rows, int columns, bool add);

    /// <summary>Computes one row of C against B where it lies, columns side by side, any number of them.</summary>
    static abstract void Row(in GemmStep<T> step, T* c, nint columns, bool add);
}

/// <summary>Tiles for 32 registers.</summary>
internal readonly unsafe struct GemmTile12<V, T> : IGemmTile<T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Rows => 12;

    public static int Columns => 2 * V.Count;

    public static int Height(int rows) => rows > 8 ? 12 : rows > 4 ? 8 : 4;

    public static int Width(int columns) => columns > V.Count ? 2 * V.Count : V.Count;

    public static void Run(in GemmStep<T> step, T* c, nint cRow, bool add, int rows, int columns)
    {
        switch (rows, columns > V.Count)
        {
            case ( > 8, true):
                GemmTiles<V, T>.Run12x2(step, c, cRow, add);
                break;
            case ( > 4, true):
                GemmTiles<V, T>.Run8x2(step, c, cRow, add);
                break;
            case (_, true):
                GemmTiles<V, T>.Run4x2(step, c, cRow, add);
                break;
            case ( > 8, false):
                GemmTiles<V, T>.Run12x1(step, c, cRow, add);
                break;
            case ( > 4, false):
                GemmTiles<V, T>.Run8x1(step, c, cRow, add);
                break;
            default:
                GemmTiles<V, T>.Run4x1(step, c, cRow, add);
                break;
        }
    }

    public static void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel) => GemmPacking<V, T>.Pack(source, step, next, count, width, k, panel);

    public static void Merge(T* tile, in GemmOperand<T> c, int rows, int columns, bool add) => GemmTiles<V, T>.Merge(tile, Columns, c, rows, columns, add);

    public static void Row(in GemmStep<T> step, T* c, nint columns, bool add) => GemmTiles<V, T>.Row(step, c, columns, add);
}

/// <summary>Tiles for 16 registers.</summary>
internal readonly unsafe struct GemmTile6<V, T> : IGemmTile<T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Rows => 6;

    public static int Columns => 2 * V.Count;

    public static int Height(int rows) => rows > 4 ? 6 : 4;

    public static int Width(int columns) => columns > V.Count ? 2 * V.Count : V.Count;

    public static void Run(in GemmStep<T> step, T* c, nint cRow, bool add, int rows, int columns)
    {
        switch (rows, columns > V.Count)
        {
            case ( > 4, true):
                GemmTiles<V, T>.Run6x2(step, c, cRow, add);
                break;
            case (_, true):
                GemmTiles<V, T>.Run4x2(step, c, cRow, add);
                break;
            case ( > 4, false):
                GemmTiles<V, T>.Run6x1(step, c, cRow, add);
                break;
            default:
                GemmTiles<V, T>.Run4x1(step, c, cRow, add);
                break;
        }
    }

    public static void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel) => GemmPacking<V, T>.Pack(source, step, next, count, width, k, panel);

    public static void Merge(T* tile, in GemmOperand<T> c, int rows, int columns, bool add) => GemmTiles<V, T>.Merge(tile, Columns, c, rows, columns, add);

    public static void Row(in GemmStep<T> step, T* c, nint columns, bool add) => GemmTiles<V, T>.Row(step, c, columns, add);
}
