using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Arrays of random numbers, as a pure function of a generator's key and counter: the numbers that TensorFlow draws from them.</summary>
/// <remarks>Numbers come in groups, one group a counter (truncated ones: a range of counters), so any piece of an array can be made alone,
/// and threads do not change results.</remarks>
public static class RandomFill
{
    /// <summary>Uniform numbers in [0, 1): float, double, <see cref="Half"/> or <see cref="BFloat16"/>.</summary>
    public static void Uniform<T>(Philox generator, Span<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Run<float, UniformSingle>(default, generator, Reduce.As<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            Run<double, UniformDouble>(default, generator, Reduce.As<T, double>(y));
        }
        else if (typeof(T) == typeof(Half))
        {
            Run<Half, UniformHalf>(default, generator, Reduce.As<T, Half>(y));
        }
        else if (typeof(T) == typeof(BFloat16))
        {
            Run<BFloat16, UniformBFloat16>(default, generator, Reduce.As<T, BFloat16>(y));
        }
        else
        {
            throw Widen.Refusal<T>("RandomUniform");
        }
    }

    /// <summary>Uniform whole numbers in [low, high): int, uint, long or ulong. As in TensorFlow, a remainder: spans that are no power of two are
    /// uneven by less than span ÷ 2³² (2⁶⁴).</summary>
    /// <exception cref="ArgumentException">high is not above low.</exception>
    public static void Integers<T>(Philox generator, T low, T high, Span<T> y)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (low >= high)
        {
            throw new ArgumentException($"RandomUniform: whole numbers from {low} to below {high}: there are none. Give a larger upper bound.");
        }

        Words(generator, low, unchecked(high - low), y);
    }

    /// <summary>Whole numbers of which every bit is random: int, uint, long or ulong.</summary>
    public static void Bits<T>(Philox generator, Span<T> y)
        where T : unmanaged, IBinaryInteger<T>
        => Words(generator, T.Zero, T.Zero, y);

    /// <summary>Normal numbers, mean 0, deviation 1: float, double, <see cref="Half"/> or <see cref="BFloat16"/>.</summary>
    public static void Normal<T>(Philox generator, Span<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Run<float, NormalSingle>(default, generator, Reduce.As<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            Run<double, NormalDouble>(default, generator, Reduce.As<T, double>(y));
        }
        else if (Widen.Needed<T>())
        {
            using Scratch<float> wide = new(y.Length);
            Run<float, NormalSingle>(default, generator, wide.Span);
            Widen.Down<T>(wide.Span, y);
        }
        else
        {
            throw Widen.Refusal<T>("RandomNormal");
        }
    }

    /// <summary>Normal numbers, drawn again while beyond ±2: float, double, <see cref="Half"/> or <see cref="BFloat16"/>. Their deviation is 0.8796.</summary>
    public static void TruncatedNormal<T>(Philox generator, Span<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Run<float, Truncated<float, NormalSingle>>(default, generator, Reduce.As<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            Run<double, Truncated<double, NormalDouble>>(default, generator, Reduce.As<T, double>(y));
        }
        else if (Widen.Needed<T>())
        {
            using Scratch<float> wide = new(y.Length);
            Run<float, Truncated<float, NormalSingle>>(default, generator, wide.Span);
            Widen.Down<T>(wide.Span, y);
        }
        else
        {
            throw Widen.Refusal<T>("TruncatedNormal");
        }
    }

    static void Words<T>(Philox generator, T low, T span, Span<T> y)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint))
        {
            Run<uint, UniformWord>(new(uint.CreateTruncating(low), uint.CreateTruncating(span)), generator, Reduce.As<T, uint>(y));
        }
        else if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
        {
            Run<ulong, UniformLong>(new(ulong.CreateTruncating(low), ulong.CreateTruncating(span)), generator, Reduce.As<T, ulong>(y));
        }
        else
        {
            throw new NotSupportedException($"RandomUniform: elements of type {typeof(T).Name}: int32, uint32, int64 or uint64 were expected. Draw int32 and cast.");
        }
    }

    static unsafe void Run<T, TMap>(TMap map, Philox generator, Span<T> y)
        where T : unmanaged
        where TMap : unmanaged, IRandomMap<T>
    {
        fixed (T* py = y)
        {
            RandomJob<T, TMap> job = new(map, generator, py, y.Length);
            Workers.Run(job, job.Pieces, y.Length * 2.0);
        }
    }
}

/// <summary>Fills a range of groups, 256 counters at a time.</summary>
internal readonly unsafe struct RandomJob<T, TMap>(TMap map, Philox generator, T* y, long length) : IPieces
    where T : unmanaged
    where TMap : unmanaged, IRandomMap<T>
{
    const int Block = 256;

    readonly long _blocks = (length + Block * TMap.Group - 1) / (Block * TMap.Group);

    /// <summary>Number of pieces.</summary>
    public int Pieces => Cut.Pieces(_blocks, length);

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(int piece)
    {
        uint* words = stackalloc uint[4 * Block];
        T* last = stackalloc T[TMap.Group];
        (long block, long end) = Cut.Range(_blocks, Pieces, piece);
        for (; block < end; block++)
        {
            long start = block * Block * TMap.Group, left = Math.Min(Block * TMap.Group, length - start);
            long whole = left / TMap.Group, rest = left % TMap.Group;
            Philox from = generator.Skip((ulong)(block * Block) * TMap.Step);
            PhiloxWords.Fill(from, TMap.Step, whole + (rest > 0 ? 1 : 0), words);
            map.Run(from, words, whole, y + start);
            if (rest > 0)
            {
                map.Run(from.Skip((ulong)whole * TMap.Step), words + 4 * whole, 1, last);
                Unsafe.CopyBlockUnaligned(y + start + left - rest, last, (uint)(rest * sizeof(T)));
            }
        }
    }
}
