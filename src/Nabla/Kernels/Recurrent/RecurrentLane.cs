using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Reads and writes of gate loops: a whole register, or what is left of a row.</summary>
internal static unsafe class RecurrentLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(T* from, nint left)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, INumber<T>
        => left >= V.Count ? RowEnd.Load<V, T>(from) : Part<V, T>(from, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(T* to, V x, nint left)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, INumber<T>
    {
        if (left >= V.Count)
        {
            RowEnd.Store(to, x);
        }
        else
        {
            Part(to, x, left);
        }
    }

    /// <summary>What is given of a state's gradient at a step, on top of what was walked back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sum<V, T>(T* hidden, T* given, nint left)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, INumber<T>
        => given == null ? Load<V, T>(hidden, left) : Load<V, T>(hidden, left) + Load<V, T>(given, left);

    /// <summary>A row that stays as it was passes its gradient on.</summary>
    public static void Pass<T>(T* hidden, T* given, T* slopes, nint units, nint columns)
        where T : unmanaged, INumber<T>
    {
        for (nint j = 0; j < units && given != null; j++)
        {
            hidden[j] += given[j];
        }

        new Span<T>(slopes, (int)columns).Clear();
    }

    public static void Copy<T>(T* from, T* to, nint count)
        where T : unmanaged
        => new Span<T>(from, (int)count).CopyTo(new Span<T>(to, (int)count));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static V Part<V, T>(T* from, nint left)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, INumber<T>
        => RowEnd.Load<V, T>(from, left, 0.0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Part<V, T>(T* to, V x, nint left)
        where V : unmanaged, IRegister<V>
        where T : unmanaged, INumber<T>
        => RowEnd.Store(to, x, left);
}
