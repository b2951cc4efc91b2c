using System.Numerics;

namespace Nabla.Kernels;

/// <summary>The tiles of places that fit one kind of machine.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal unsafe interface IPlaceTile<T>
    where T : unmanaged
{
    /// <summary>Groups of three rows in the largest tile.</summary>
    static abstract int Groups { get; }

    /// <summary>Columns of the largest tile: two registers.</summary>
    static abstract int Columns { get; }

    /// <summary>Groups that the tile for so many computes and reads.</summary>
    static abstract int Height(int groups);

    /// <summary>Columns that the tile for so many computes and reads.</summary>
    static abstract int Width(int columns);

    /// <summary>Computes Height(groups) · 3 rows, each written where <paramref name="c"/> says, Width(columns) columns wide.</summary>
    static abstract void Run(in PlaceStep<T> step, T** c, int groups, int columns);

    /// <summary>Puts columns of B side by side; see <see cref="GemmPacking{V, T}"/>.</summary>
    static abstract void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel);

    /// <summary>to[i] = from[i], or to[i] += from[i].</summary>
    static abstract void Move(T* from, T* to, nint count, bool add);
}

/// <summary>Tiles for 32 registers.</summary>
internal readonly unsafe struct PlaceTile12<V, T> : IPlaceTile<T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Groups => 4;

    public static int Columns => 2 * V.Count;

    public static int Height(int groups) => groups > 2 ? 4 : 2;

    public static int Width(int columns) => columns > V.Count ? 2 * V.Count : V.Count;

    public static void Run(in PlaceStep<T> step, T** c, int groups, int columns)
    {
        if (groups > 2)
        {
            if (columns > V.Count)
            {
                PlaceTiles<V, T>.Run12x2(step, c);
            }
            else
            {
                PlaceTiles<V, T>.Run12x1(step, c);
            }
        }
        else
        {
            PlaceTile6<V, T>.Run(step, c, groups, columns);
        }
    }

    public static void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel) => GemmPacking<V, T>.Pack(source, step, next, count, width, k, panel);

    public static void Move(T* from, T* to, nint count, bool add) => PlaceTile6<V, T>.Move(from, to, count, add);
}

/// <summary>Tiles for 16 registers.</summary>
internal readonly unsafe struct PlaceTile6<V, T> : IPlaceTile<T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Groups => 2;

    public static int Columns => 2 * V.Count;

    public static int Height(int groups) => 2;

    public static int Width(int columns) => columns > V.Count ? 2 * V.Count : V.Count;

    public static void Run(in PlaceStep<T> step, T** c, int groups, int columns)
    {
        if (columns > V.Count)
        {
            PlaceTiles<V, T>.Run6x2(step, c);
        }
        else
        {
            PlaceTiles<V, T>.Run6x1(step, c);
        }
    }

    public static void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel) => GemmPacking<V, T>.Pack(source, step, next, count, width, k, panel);

    public static void Move(T* from, T* to, nint count, bool add)
    {
        nint i = 0;
        for (; i + V.Count <= count; i += V.Count)
        {
            V x = V.Load(from + i);
            (add ? V.Add(V.Load(to + i), x) : x).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = add ? to[i] + from[i] : from[i];
        }
    }
}
