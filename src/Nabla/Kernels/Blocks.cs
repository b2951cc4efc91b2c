using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Large arrays for tensors: pinned, aligned to a cache line, kept for reuse in classes of size.</summary>
/// <remarks>A block goes back to its free list when its owner gives it back, or when the garbage collector finds the owner gone.
/// An array that left the library (see <see cref="Block{T}.Abandon"/>) never comes back.</remarks>
internal static class Blocks
{
    /// <summary>Arrays of at most this many bytes are ordinary ones: the garbage collector is best at those.</summary>
    internal const long SmallBytes = 16 * 1024;

    const long LeastPressure = 128L << 20;

    static long live;
    static long missed;

    /// <summary>Bytes in blocks that are handed out and not yet given back.</summary>
    internal static long LiveBytes => Interlocked.Read(ref live);

    internal static void Count(long bytes) => Interlocked.Add(ref live, bytes);

    /// <summary>Called when a free list is empty: after much new memory, gives finalizers the chance to fill the lists first.</summary>
    /// <returns>True when a collection was made, so that looking again may succeed.</returns>
    internal static bool Relieve(long bytes)
    {
        if (Interlocked.Add(ref missed, bytes) < Math.Max(LeastPressure, LiveBytes / 2))
        {
            return false;
        }

        Interlocked.Exchange(ref missed, 0);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return true;
    }

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
        Blocks.Count(size * Unsafe.SizeOf<T>());
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

        Blocks.Count(-size * Unsafe.SizeOf<T>());
        GC.SuppressFinalize(this);
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
            Blocks.Count(-size * Unsafe.SizeOf<T>());
            GC.SuppressFinalize(this);
        }
    }

    static bool TryTake(long size, out T[]? array)
    {
        lock (Free)
        {
            array = null;
            return Free.TryGetValue(size, out var stack) && stack.TryPop(out array);
        }
    }

    static unsafe int Alignment(T[] array)
    {
        // The array is pinned, so its address is a fact that stays true.
        nuint address = (nuint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array));
        return (int)((64 - (address % 64)) % 64 / (nuint)Unsafe.SizeOf<T>());
    }
}
