using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Large arrays for tensors: pinned, aligned to a cache line, kept for reuse in classes of size.</summary>
/// <remarks>A block goes back to its free list when its owner gives it back, or when the garbage collector finds the owner gone.
/// An array that left the library (see <see cref="Block{T}.Abandon"/>) never comes back.</remarks>
internal static class Blocks
{
    /// <summary>Arrays of at most this many bytes are ordinary ones: the garbage collector is best at those.</summary>
    internal const long SmallBytes = 16 * 1024;

    /// <summary>After this many bytes handed out, dead tensors are looked for before more memory is taken.</summary>
    const long LeastPressure = 64L << 20;

    static long live;
    static long handedOut;
    static long missed;
    static long free;
    static int collections;

    /// <summary>Bytes in blocks that are handed out and not yet given back.</summary>
    internal static long LiveBytes => Interlocked.Read(ref live);

    /// <summary>Bytes that wait on free lists.</summary>
    internal static long FreeBytes => Interlocked.Read(ref free);

    /// <summary>Counts a block that is handed out.</summary>
    internal static void HandOut(long bytes)
    {
        Interlocked.Add(ref live, bytes);
        Interlocked.Add(ref handedOut, bytes);
    }

    /// <summary>Counts a block that comes back, to a free list or to the garbage collector.</summary>
    internal static void TakeBack(long bytes) => Interlocked.Add(ref live, -bytes);

    /// <summary>Counts bytes that come to or leave a free list.</summary>
    internal static void CountFree(long bytes) => Interlocked.Add(ref free, bytes);

    /// <summary>True where so much waits on free lists that a block coming back is better left to the garbage collector.</summary>
    internal static bool IsFull => FreeBytes > Math.Max(4 * LeastPressure, LiveBytes);

    /// <summary>Called when a free list is empty: after much memory handed out, lets finalizers fill the lists first.</summary>
    /// <remarks>Tensors of a loop die young, so young generations are collected: the youngest and the one of those that were in use at the collection before,
    /// or each collection would lose a few blocks to it. Where that has not helped for long, all are.</remarks>
    /// <returns>True where finalizers have run, so that looking again may succeed.</returns>
    internal static bool Relieve(long bytes)
    {
        if (Interlocked.Read(ref handedOut) < LeastPressure)
        {
            // The collector may have run by itself a moment ago: then its finalizers are on their way with blocks, and must not be overtaken.
            int made = GC.CollectionCount(0);
            if (Interlocked.Exchange(ref collections, made) == made)
            {
                return false;
            }

            GC.WaitForPendingFinalizers();
            return true;
        }

        Interlocked.Exchange(ref handedOut, 0);
        bool thorough = Interlocked.Add(ref missed, bytes) > Math.Max(2 * LeastPressure, LiveBytes / 2);
        if (thorough)
        {
            Interlocked.Exchange(ref missed, 0);
        }

        GC.Collect(thorough ? GC.MaxGeneration : 1, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        return true;
    }

    /// <summary>Counts memory that had to be taken anew.</summary>
    internal static void Miss(long bytes) => Interlocked.Add(ref missed, bytes);

    /// <summary>Size class of a request: the next of 4 steps between powers of two, so that at most a fifth is unused.</summary>
    internal static long RoundUp(long elements)
    {
        if (elements <= 64)
        {
            return 64;
        }

        long power = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)elements) / 2;
        long step = Math.Max(power / 4, 16);
        return (elements + step - 1) / step * step;
    }
}

/// <summary>One large array and the place in it where aligned data starts.</summary>
internal sealed class Block<T>
    where T : unmanaged
{
    /// <summary>Free arrays of a size class; a stack, so that the warmest in the caches is reused first.</summary>
    static readonly Dictionary<long, Stack<T[]>> Free = [];

    readonly long size;
    int state;

    Block(T[] array, int start, long size)
    {
        (Array, Start, this.size) = (array, start, size);
        Blocks.HandOut(size * Unsafe.SizeOf<T>());
    }

    /// <summary>Gives the array back when nobody can see this block any more.</summary>
    ~Block() => GiveBack();

    internal T[] Array { get; }

    internal int Start { get; }

    /// <summary>A block of at least <paramref name="elements"/> elements with undefined contents.</summary>
    internal static Block<T> Rent(long elements)
    {
        long size = Blocks.RoundUp(elements);
        long bytes = size * Unsafe.SizeOf<T>();
        if (!TryTake(size, out var array) && !(Blocks.Relieve(bytes) && TryTake(size, out array)))
        {
            Blocks.Miss(bytes);
            array = GC.AllocateUninitializedArray<T>(checked((int)(size + (64 / Unsafe.SizeOf<T>()))), pinned: true);
        }

        return new Block<T>(array!, Alignment(array!), size);
    }

    /// <summary>Puts the array on its free list; the caller must know that nobody reads or writes it any more.</summary>
    internal void GiveBack()
    {
        if (Interlocked.Exchange(ref state, 1) != 0)
        {
            return;
        }

        Blocks.TakeBack(size * Unsafe.SizeOf<T>());
        GC.SuppressFinalize(this);
        if (Blocks.IsFull)
        {
            return;
        }

        Blocks.CountFree(size * Unsafe.SizeOf<T>());
        lock (Free)
        {
            if (!Free.TryGetValue(size, out var stack))
            {
                Free[size] = stack = new();
            }

            stack.Push(Array);
        }
    }

    /// <summary>Leaves the array to the garbage collector for good: someone outside may hold a span of it.</summary>
    internal void Abandon()
    {
        if (Interlocked.Exchange(ref state, 1) == 0)
        {
            Blocks.TakeBack(size * Unsafe.SizeOf<T>());
            GC.SuppressFinalize(this);
        }
    }

    static bool TryTake(long size, out T[]? array)
    {
        lock (Free)
        {
            array = null;
            if (!Free.TryGetValue(size, out var stack) || !stack.TryPop(out array))
            {
                return false;
            }
        }

        Blocks.CountFree(-size * Unsafe.SizeOf<T>());
        return true;
    }

    static unsafe int Alignment(T[] array)
    {
        // The array is pinned, so its address is a fact that stays true.
        nuint address = (nuint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array));
        return (int)((64 - (address % 64)) % 64 / (nuint)Unsafe.SizeOf<T>());
    }
}
