using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Registers of which only the first elements count: the ends of rows.</summary>
internal static unsafe class Partial
{
    // 64 bytes of ones, then 64 of zeros: a mask of n bytes begins 64 − n bytes in.
    static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>All bits one in the first <paramref name="count"/> elements, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<A> Mask<A>(long count)
        where A : unmanaged
        => new(Vector512.LoadUnsafe(ref Unsafe.AsRef(in Masks[0]), (nuint)(64 - count * sizeof(A))).As<byte, A>());

    /// <summary>Reads <paramref name="count"/> elements and nothing behind them; the other elements are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<A> Load<A>(A* from, long count)
        where A : unmanaged
    {
        if (Avx512F.IsSupported && sizeof(A) == 4)
        {
            return new(Avx512F.MaskLoad((float*)from, Mask<float>(count).X, Vector512<float>.Zero).As<float, A>());
        }

        if (Avx512F.IsSupported && sizeof(A) == 8)
        {
            return new(Avx512F.MaskLoad((double*)from, Mask<double>(count).X, Vector512<double>.Zero).As<double, A>());
        }

        Vector512<A> whole = Vector512<A>.Zero;
        Unsafe.CopyBlockUnaligned(&whole, from, (uint)(count * sizeof(A)));
        return new(whole);
    }

    /// <summary>Writes the first <paramref name="count"/> elements and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<A>(A* to, Wide512<A> x, long count)
        where A : unmanaged
    {
        if (Avx512F.IsSupported && sizeof(A) == 4)
        {
            Avx512F.MaskStore((float*)to, Mask<float>(count).X, x.X.As<A, float>());
        }
        else if (Avx512F.IsSupported && sizeof(A) == 8)
        {
            Avx512F.MaskStore((double*)to, Mask<double>(count).X, x.X.As<A, double>());
        }
        else
        {
            Vector512<A> whole = x.X;
            Unsafe.CopyBlockUnaligned(to, &whole, (uint)(count * sizeof(A)));
        }
    }
}
