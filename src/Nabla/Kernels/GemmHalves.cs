using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Products of 16-bit floats: widened, multiplied as float32, rounded once; bias is added and rounded after that, as an operation of its own would.</summary>
internal static class GemmHalves
{
    public static bool Holds<T>() => typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16);

    public static void Multiply<T>(View<T> a, View<T> b, View<T> bias, View<T> c, bool accumulate)
        where T : unmanaged
    {
        using Scratch<T> narrow = new(Math.Max(a.Size, Math.Max(b.Size, c.Size)));
        using Scratch<float> wideA = new(a.Size), wideB = new(b.Size), wideC = new(c.Size);
        Span<long> stridesA = stackalloc long[a.Rank], stridesB = stackalloc long[b.Rank], stridesC = stackalloc long[c.Rank];
        Strides.RowMajor(a.Lengths, stridesA);
        Strides.RowMajor(b.Lengths, stridesB);
        Strides.RowMajor(c.Lengths, stridesC);
        Widen(a, narrow.Span, wideA.Span);
        Widen(b, narrow.Span, wideB.Span);
        if (accumulate)
        {
            Widen(c, narrow.Span, wideC.Span);
        }

        Gemm.Multiply(new View<float>(wideA.Span, 0, a.Lengths, stridesA), new View<float>(wideB.Span, 0, b.Lengths, stridesB), new View<float>(wideC.Span, 0, c.Lengths, stridesC), accumulate);
        Span<T> rounded = narrow.Span[..wideC.Span.Length];
        Round(wideC.Span, rounded);
        if (!bias.Storage.IsEmpty)
        {
            for (int i = 0; i < rounded.Length; i++)
            {
                long column = i % c.Lengths[^1];
                rounded[i] = Round<T>(Widen(rounded[i]) + Widen(bias.Storage[(int)(bias.Offset + (column * bias.Strides[0]))]));
            }
        }

        Copy.FromContiguous<T>(rounded, c);
    }

    private static void Widen<T>(View<T> x, Span<T> narrow, Span<float> wide)
        where T : unmanaged
    {
        narrow = narrow[..wide.Length];
        Copy.ToContiguous(x, narrow);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = Widen(narrow[i]);
        }
    }

    private static void Round<T>(ReadOnlySpan<float> wide, Span<T> narrow)
        where T : unmanaged
    {
        for (int i = 0; i < wide.Length; i++)
        {
            narrow[i] = Round<T>(wide[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Widen<T>(T x)
        where T : unmanaged => typeof(T) == typeof(Half) ? (float)Unsafe.BitCast<T, Half>(x) : Unsafe.BitCast<T, BFloat16>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Round<T>(float x)
        where T : unmanaged => typeof(T) == typeof(Half) ? Unsafe.BitCast<Half, T>((Half)x) : Unsafe.BitCast<BFloat16, T>((BFloat16)x);
}
