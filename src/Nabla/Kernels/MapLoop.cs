using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>The innermost loop: carries a body over contiguous or constant elements.</summary>
/// <typeparam name="B">What is done with the elements.</typeparam>
/// <typeparam name="T">What a lane holds.</typeparam>
internal static unsafe class MapLoop<B, T>
    where B : struct, IBody
    where T : unmanaged, INumber<T>
{
    /// <summary>The loop for the widest registers of this machine: (body, inputs and output, their steps in bytes, number of elements).</summary>
    /// <remarks>A step is the size of an element, or zero for an operand whose 64 bytes hold one element again and again.</remarks>
    public static delegate*<void*, byte**, nint*, nint, void> Pointer =>
        Vector512.IsHardwareAccelerated ? &Over<Wide512<T>>
        : Vector256.IsHardwareAccelerated ? &Over<Wide256<T>>
        : Vector128.IsHardwareAccelerated ? &Over<Wide128<T>>
        : &Over<Scalar<T>>;

    // Optimised at once: at the first tier nothing is inlined and a register is a call per operation.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Over<V>(void* body, byte** operands, nint* steps, nint n)
        where V : struct, IRegister<V>
    {
        B f = Unsafe.AsRef<B>(body);
        byte* pad = stackalloc byte[MapPad.Bytes * 5];
        int count = V.Count;
        byte* a = operands[0];
        byte* b = B.Inputs > 1 ? operands[1] : null;
        byte* c = B.Inputs > 2 ? operands[2] : null;
        byte* d = B.Inputs > 3 ? operands[3] : null;
        byte* z = operands[B.Inputs];
        nint stepA = steps[0] * count;
        nint stepB = B.Inputs > 1 ? steps[1] * count : 0;
        nint stepC = B.Inputs > 2 ? steps[2] * count : 0;
        nint stepD = B.Inputs > 3 ? steps[3] * count : 0;
        nint rest = 0;
        byte* last = null;
        while (true)
        {
            for (; n >= count; n -= count)
            {
                V x = V.Load(a);
                V y = B.Inputs > 1 ? V.Load(b) : default;
                V u = B.Inputs > 2 ? V.Load(c) : default;
                V w = B.Inputs > 3 ? V.Load(d) : default;
                V.Store(z, f.Run(x, y, u, w));
                a += stepA;
                if (B.Inputs > 1) b += stepB;
                if (B.Inputs > 2) c += stepC;
                if (B.Inputs > 3) d += stepD;
                z += count * sizeof(T);
            }

            if (n == 0)
            {
                break;
            }

            // The remainder goes through the same instructions on a padded copy: the same bits, and one body to compile.
            rest = n * sizeof(T);
            last = z;
            a = MapPad.In(pad, a, stepA, rest);
            if (B.Inputs > 1) b = MapPad.In(pad + MapPad.Bytes, b, stepB, rest);
            if (B.Inputs > 2) c = MapPad.In(pad + (MapPad.Bytes * 2), c, stepC, rest);
            if (B.Inputs > 3) d = MapPad.In(pad + (MapPad.Bytes * 3), d, stepD, rest);
            z = pad + (MapPad.Bytes * 4);
            n = count;
        }

        if (rest != 0)
        {
            Unsafe.CopyBlockUnaligned(last, pad + (MapPad.Bytes * 4), (uint)rest);
        }
    }
}

/// <summary>Room for the remainder of a loop, one register for each operand.</summary>
internal static unsafe class MapPad
{
    /// <summary>The widest register.</summary>
    public const int Bytes = 64;

    /// <summary>The remaining bytes of an operand, then zeros; a constant operand stays where it is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static byte* In(byte* pad, byte* from, nint step, nint bytes)
    {
        if (step == 0)
        {
            return from;
        }

        Vector512<byte> zero = default;
        *(Vector512<byte>*)pad = zero;
        Unsafe.CopyBlockUnaligned(pad, from, (uint)bytes);
        return pad;
    }
}
