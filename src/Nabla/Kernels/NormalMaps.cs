using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Pairs of normal numbers: r·sin a and r·cos a with r = √(−2 ln u), a = 2π·v for uniform u and v (Box and Muller, 1958).</summary>
internal static unsafe class BoxMuller
{
    /// <summary>u and angles a to pairs, in place: y[2i] = r·sin a, y[2i + 1] = r·cos a.</summary>
    public static void Run<A>(A* u, A* angles, long count, A* y)
        where A : unmanaged, INumber<A>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Pairs<Wide512<A>, A>(u, angles, count, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Pairs<Wide256<A>, A>(u, angles, count, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Pairs<Wide128<A>, A>(u, angles, count, y);
        }
        else
        {
            Pairs<Scalar<A>, A>(u, angles, count, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Pairs<V, A>(A* u, A* angles, long count, A* y)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        for (long i = 0; i < count; i += V.Count)
        {
            long left = Math.Min(V.Count, count - i);
            V x = left == V.Count ? RowEnd.Load<V, A>(u + i) : RowEnd.Load<V, A>(u + i, left, 1.0);
            V a = left == V.Count ? RowEnd.Load<V, A>(angles + i) : RowEnd.Load<V, A>(angles + i, left, 1.0);
            V radius = V.Sqrt(-2 * V.Log(x)), sine = V.Sin(a) * radius, cosine = V.Cos(a) * radius;
            for (long k = 0; k < left; k++)
            {
                y[2 * (i + k)] = ((A*)&sine)[k];
                y[2 * (i + k) + 1] = ((A*)&cosine)[k];
            }
        }
    }
}

/// <summary>Normal numbers of mean 0 and deviation 1.</summary>
internal readonly unsafe struct NormalSingle : IRandomMap<float>
{
    public static int Group => 4;

    public static ulong Step => 1;

    [SkipLocalsInit]
    public void Run(Philox generator, uint* words, long count, float* y)
    {
        const int Block = 256;
        float* u = stackalloc float[Block], angles = stackalloc float[Block];
        for (long start = 0; start < 2 * count; start += Block)
        {
            long pairs = Math.Min(Block, 2 * count - start);
            for (long i = 0; i < pairs; i++)
            {
                u[i] = Math.Max(UniformSingle.One(words[2 * (start + i)]), 1e-7f);
                angles[i] = (float)(2 * Math.PI * UniformSingle.One(words[2 * (start + i) + 1]));
            }

            BoxMuller.Run(u, angles, pairs, y + 2 * start);
        }
    }
}

/// <summary>Normal numbers of 64 bits.</summary>
internal readonly unsafe struct NormalDouble : IRandomMap<double>
{
    public static int Group => 2;

    public static ulong Step => 1;

    [SkipLocalsInit]
    public void Run(Philox generator, uint* words, long count, double* y)
    {
        const int Block = 256;
        double* u = stackalloc double[Block], angles = stackalloc double[Block];
        for (long start = 0; start < count; start += Block)
        {
            long pairs = Math.Min(Block, count - start);
            for (long i = 0; i < pairs; i++)
            {
                uint* word = words + 4 * (start + i);
                u[i] = Math.Max(UniformDouble.One(word[0], word[1]), 1e-7);
                angles[i] = 2 * Math.PI * UniformDouble.One(word[2], word[3]);
            }

            BoxMuller.Run(u, angles, pairs, y + 2 * start);
        }
    }
}

/// <summary>Normal numbers of which those beyond ±2 are drawn again: a group of numbers owns 256 words for each of them.</summary>
internal readonly unsafe struct TruncatedSingle : IRandomMap<float>
{
    public static int Group => 4;

    public static ulong Step => 256;

    public void Run(Philox generator, uint* words, long count, float* y)
    {
        default(NormalSingle).Run(generator, words, count, y);
        uint* more = stackalloc uint[4];
        float* drawn = stackalloc float[4];
        for (long g = 0; g < count; g++, y += 4)
        {
            int kept = Keep(y, y, 0);
            for (ulong next = 1; kept < 4; next++)
            {
                generator.Skip((ulong)g * Step + next).Words(new Span<uint>(more, 4));
                default(NormalSingle).Run(generator, more, 1, drawn);
                kept = Keep(drawn, y, kept);
            }
        }
    }

    static int Keep(float* drawn, float* y, int kept)
    {
        for (int k = 0; k < 4 && kept < 4; k++)
        {
            if (Math.Abs(drawn[k]) < 2)
            {
                y[kept++] = drawn[k];
            }
        }

        return kept;
    }
}

/// <summary>Truncated normal numbers of 64 bits.</summary>
internal readonly unsafe struct TruncatedDouble : IRandomMap<double>
{
    public static int Group => 2;

    public static ulong Step => 128;

    public void Run(Philox generator, uint* words, long count, double* y)
    {
        default(NormalDouble).Run(generator, words, count, y);
        uint* more = stackalloc uint[4];
        double* drawn = stackalloc double[2];
        for (long g = 0; g < count; g++, y += 2)
        {
            int kept = Keep(y, y, 0);
            for (ulong next = 1; kept < 2; next++)
            {
                generator.Skip((ulong)g * Step + next).Words(new Span<uint>(more, 4));
                default(NormalDouble).Run(generator, more, 1, drawn);
                kept = Keep(drawn, y, kept);
            }
        }
    }

    static int Keep(double* drawn, double* y, int kept)
    {
        for (int k = 0; k < 2 && kept < 2; k++)
        {
            if (Math.Abs(drawn[k]) < 2)
            {
                y[kept++] = drawn[k];
            }
        }

        return kept;
    }
}
