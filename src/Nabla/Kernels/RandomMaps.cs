using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>A map from the four words of a counter to a group of random numbers.</summary>
internal unsafe interface IRandomMap<T>
    where T : unmanaged
{
    /// <summary>Numbers that one counter gives.</summary>
    static abstract int Group { get; }

    /// <summary>Counters from one group to the next.</summary>
    static abstract ulong Step { get; }

    /// <summary>Writes the groups of <paramref name="count"/> counters.</summary>
    void Run(Philox generator, uint* words, long count, T* y);
}

/// <summary>[0, 1) from 23 bits.</summary>
internal readonly unsafe struct UniformSingle : IRandomMap<float>
{
    public static int Group => 4;

    public static ulong Step => 1;

    public static float One(uint word) => BitConverter.UInt32BitsToSingle((word & 0x7FFFFF) | 0x3F800000) - 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(Philox generator, uint* words, long count, float* y)
    {
        long i = 0, length = 4 * count;
        for (; i + Vector256<uint>.Count <= length; i += Vector256<uint>.Count)
        {
            Vector256<uint> bits = (Vector256.Load(words + i) & Vector256.Create(0x7FFFFFu)) | Vector256.Create(0x3F800000u);
            (bits.AsSingle() - Vector256.Create(1f)).Store(y + i);
        }

        for (; i < length; i++)
        {
            y[i] = One(words[i]);
        }
    }
}

/// <summary>[0, 1) from 52 bits.</summary>
internal readonly unsafe struct UniformDouble : IRandomMap<double>
{
    public static int Group => 2;

    public static ulong Step => 1;

    public static double One(uint high, uint low) => BitConverter.UInt64BitsToDouble(((high & 0xFFFFFul) << 32) | low | 0x3FF0000000000000) - 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(Philox generator, uint* words, long count, double* y)
    {
        for (long i = 0; i < 2 * count; i++)
        {
            y[i] = One(words[2 * i], words[2 * i + 1]);
        }
    }
}

/// <summary>[0, 1) from 10 bits.</summary>
internal readonly unsafe struct UniformHalf : IRandomMap<Half>
{
    public static int Group => 4;

    public static ulong Step => 1;

    public void Run(Philox generator, uint* words, long count, Half* y)
    {
        for (long i = 0; i < 4 * count; i++)
        {
            y[i] = (Half)((float)BitConverter.UInt16BitsToHalf((ushort)((words[i] & 0x3FF) | 0x3C00)) - 1);
        }
    }
}

/// <summary>[0, 1) from 7 bits.</summary>
internal readonly unsafe struct UniformBFloat16 : IRandomMap<BFloat16>
{
    public static int Group => 4;

    public static ulong Step => 1;

    public void Run(Philox generator, uint* words, long count, BFloat16* y)
    {
        for (long i = 0; i < 4 * count; i++)
        {
            y[i] = (BFloat16)(BFloat16.FromBits((ushort)((words[i] & 0x7F) | 0x3F80)) - 1f);
        }
    }
}

/// <summary>low + word mod (high − low), 32 bits; a span of 0 means all words.</summary>
internal readonly unsafe struct UniformWord(uint low, uint span) : IRandomMap<uint>
{
    public static int Group => 4;

    public static ulong Step => 1;

    public void Run(Philox generator, uint* words, long count, uint* y)
    {
        for (long i = 0; i < 4 * count; i++)
        {
            y[i] = low + (span == 0 ? words[i] : words[i] % span);
        }
    }
}

/// <summary>low + word mod (high − low), 64 bits; a span of 0 means all words.</summary>
internal readonly unsafe struct UniformLong(ulong low, ulong span) : IRandomMap<ulong>
{
    public static int Group => 2;

    public static ulong Step => 1;

    public void Run(Philox generator, uint* words, long count, ulong* y)
    {
        for (long i = 0; i < 2 * count; i++)
        {
            ulong word = words[2 * i] | ((ulong)words[2 * i + 1] << 32);
            y[i] = low + (span == 0 ? word : word % span);
        }
    }
}
