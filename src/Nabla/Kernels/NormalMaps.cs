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

/// <summary>Normal numbers of which those beyond ±2 are drawn again: each number of a group owns 256 words.</summary>
internal readonly unsafe struct Truncated<T, TNormal> : IRandomMap<T>
    where T : unmanaged, INumber<T>
    where TNormal : unmanaged, IRandomMap<T>
{
    const int Block = 256;

    public static int Group => TNormal.Group;

    public static ulong Step => 64 * (ulong)TNormal.Group;

    [SkipLocalsInit]
    public void Run(Philox generator, uint* words, long count, T* y)
    {
        int* groups = stackalloc int[Block], kept = stackalloc int[Block];
        uint* more = stackalloc uint[4 * Block];
        T* drawn = stackalloc T[Block * Group];
        for (long start = 0; start < count; start += Block, y += Block * Group)
        {
            int all = (int)Math.Min(Block, count - start), open = 0;
            default(TNormal).Run(generator, words + 4 * start, all, y);
            for (int g = 0; g < all; g++)
            {
                int k = Keep(y + g * Group, y + g * Group, 0);
                if (k < Group)
                {
                    (groups[open], kept[open]) = (g, k);
                    open++;
                }
            }

            // All groups that still lack numbers draw together, each from its own next counter.
            for (ulong next = 1; open > 0; next++)
            {
                for (int i = 0; i < open; i++)
                {
                    generator.Skip((ulong)(start + groups[i]) * Step + next).Words(new Span<uint>(more + 4 * i, 4));
                }

                default(TNormal).Run(generator, more, open, drawn);
                int left = 0;
                for (int i = 0; i < open; i++)
                {
                    int k = Keep(drawn + i * Group, y + groups[i] * Group, kept[i]);
                    if (k < Group)
                    {
                        (groups[left], kept[left]) = (groups[i], k);
                        left++;
                    }
                }

                open = left;
            }
        }
    }

    static int Keep(T* drawn, T* y, int kept)
    {
        T limit = T.CreateTruncating(2);
        for (int k = 0; k < Group && kept < Group; k++)
        {
            if (T.Abs(drawn[k]) < limit)
            {
                y[kept++] = drawn[k];
            }
        }

        return kept;
    }
}
