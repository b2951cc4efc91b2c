using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Pinned memory for packed panels, aligned to cache lines, kept between calls.</summary>
internal static unsafe class GemmMemory
{
    private const int Line = 64;

    private static readonly byte[]?[] s_kept = new byte[8][];

    [ThreadStatic]
    private static byte[]? t_own;

    [ThreadStatic]
    private static byte[]? t_beside;

    /// <summary>At least <paramref name="bytes"/> that belong to this thread until it asks again.</summary>
    public static byte* Own(nint bytes) => Own(ref t_own, bytes);

    /// <summary>The same for a kernel that multiplies within its pieces: memory that products leave alone.</summary>
    public static byte* Beside(nint bytes) => Own(ref t_beside, bytes);

    /// <summary>Takes a kept array of at least that many bytes, or a new one.</summary>
    public static byte[] Rent(nint bytes)
    {
        for (int i = 0; i < s_kept.Length; i++)
        {
            byte[]? kept = s_kept[i];
            if (kept is not null && kept.Length >= bytes + Line && Interlocked.CompareExchange(ref s_kept[i], null, kept) == kept)
            {
                return kept;
            }
        }

        // Powers of two: arrays of neighbouring sizes then serve each other's calls.
        long length = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(bytes + Line, 1 << 16));
        return GC.AllocateUninitializedArray<byte>(checked((int)length), pinned: true);
    }

    /// <summary>Keeps the array for the next call, in an empty place or instead of a smaller one.</summary>
    public static void Return(byte[] rented)
    {
        for (int i = 0; i < s_kept.Length; i++)
        {
            if (s_kept[i] is null && Interlocked.CompareExchange(ref s_kept[i], rented, null) is null)
            {
                return;
            }
        }

        for (int i = 0; i < s_kept.Length; i++)
        {
            byte[]? kept = s_kept[i];
            if (kept is not null && kept.Length < rented.Length && Interlocked.CompareExchange(ref s_kept[i], rented, kept) == kept)
            {
                return;
            }
        }
    }

    private static byte* Own(ref byte[]? own, nint bytes)
    {
        if (own is null || own.Length < bytes + Line)
        {
            own = GC.AllocateUninitializedArray<byte>(checked((int)bytes + Line), pinned: true);
        }

        return Start(own);
    }

    /// <summary>The first whole cache line of a pinned array.</summary>
    public static byte* Start(byte[] pinned) => (byte*)(((nint)Unsafe.AsPointer(ref pinned[0]) + Line - 1) & ~(nint)(Line - 1));
}
