using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>The words of many counters at once.</summary>
/// <remarks>A lane of 64 bits holds one word of one counter in its lower half; what gathers in the upper half is ignored by the multiplication and cut off
/// at the end. Eight counters a register with AVX-512, four with AVX2.</remarks>
internal static unsafe class PhiloxWords
{
    /// <summary>Writes 4·count words: those of the counters of generator, generator + step, ….</summary>
    public static void Fill(Philox generator, ulong step, long count, uint* words)
    {
        long done = 0;
        bool carries = generator.Low + (ulong)count * step < generator.Low;
        if (!carries && Avx512F.IsSupported)
        {
            done = count & ~7;
            Eights(generator, step, done, words);
        }
        else if (!carries && Avx2.IsSupported)
        {
            done = count & ~3;
            Fours(generator, step, done, words);
        }

        for (long i = done; i < count; i++)
        {
            generator.Skip((ulong)i * step).Words(new Span<uint>(words + 4 * i, 4));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Eights(Philox generator, ulong step, long count, uint* words)
    {
        Vector512<ulong> low = Vector512.Create(generator.Low) + Vector512.Create(0ul, step, 2 * step, 3 * step, 4 * step, 5 * step, 6 * step, 7 * step);
        Vector512<ulong> next = Vector512.Create(8 * step), mask = Vector512.Create(0xFFFFFFFFul);
        Vector512<ulong> p0 = Vector512.Create(0ul, 8, 1, 9, 2, 10, 3, 11), p1 = Vector512.Create(4ul, 12, 5, 13, 6, 14, 7, 15);
        Vector512<uint> m0 = Vector512.Create((ulong)Philox.FirstFactor).AsUInt32(), m1 = Vector512.Create((ulong)Philox.SecondFactor).AsUInt32();
        for (long i = 0; i < count; i += 8, words += 32, low += next)
        {
            Vector512<ulong> a = low, b = low >> 32, c = Vector512.Create(generator.High), d = Vector512.Create(generator.High >> 32);
            uint first = (uint)generator.Key, second = (uint)(generator.Key >> 32);
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector512<ulong> p = Avx512F.Multiply(a.AsUInt32(), m0), q = Avx512F.Multiply(c.AsUInt32(), m1);
                a = (q >> 32) ^ b ^ Vector512.Create((ulong)first);
                b = q;
                c = (p >> 32) ^ d ^ Vector512.Create((ulong)second);
                d = p;
                first += Philox.FirstStep;
                second += Philox.SecondStep;
            }

            Vector512<ulong> ab = (a & mask) | (b << 32), cd = (c & mask) | (d << 32);
            Avx512F.PermuteVar8x64x2(ab, p0, cd).AsUInt32().Store(words);
            Avx512F.PermuteVar8x64x2(ab, p1, cd).AsUInt32().Store(words + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fours(Philox generator, ulong step, long count, uint* words)
    {
        Vector256<ulong> low = Vector256.Create(generator.Low) + Vector256.Create(0ul, step, 2 * step, 3 * step);
        Vector256<ulong> next = Vector256.Create(4 * step), mask = Vector256.Create(0xFFFFFFFFul);
        Vector256<uint> m0 = Vector256.Create((ulong)Philox.FirstFactor).AsUInt32(), m1 = Vector256.Create((ulong)Philox.SecondFactor).AsUInt32();
        for (long i = 0; i < count; i += 4, words += 16, low += next)
        {
            Vector256<ulong> a = low, b = low >> 32, c = Vector256.Create(generator.High), d = Vector256.Create(generator.High >> 32);
            uint first = (uint)generator.Key, second = (uint)(generator.Key >> 32);
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector256<ulong> p = Avx2.Multiply(a.AsUInt32(), m0), q = Avx2.Multiply(c.AsUInt32(), m1);
                a = (q >> 32) ^ b ^ Vector256.Create((ulong)first);
                b = q;
                c = (p >> 32) ^ d ^ Vector256.Create((ulong)second);
                d = p;
                first += Philox.FirstStep;
                second += Philox.SecondStep;
            }

            Vector256<ulong> ab = (a & mask) | (b << 32), cd = (c & mask) | (d << 32);
            Vector256<ulong> even = Avx2.UnpackLow(ab, cd), odd = Avx2.UnpackHigh(ab, cd);
            Avx2.Permute2x128(even, odd, 0x20).AsUInt32().Store(words);
            Avx2.Permute2x128(even, odd, 0x31).AsUInt32().Store(words + 8);
        }
    }
}
