using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Philox4x32-10, a counter-based generator: four random words are a pure function of key and counter (Salmon et al., 2011).</summary>
/// <remarks>Key and counter are what TensorFlow's stateless operations take as <c>key</c> and <c>counter</c>.</remarks>
/// <param name="Key">64 bits that choose the sequence.</param>
/// <param name="Low">The lower 64 bits of the counter.</param>
/// <param name="High">The upper 64 bits of the counter.</param>
public readonly record struct Philox(ulong Key, ulong Low, ulong High)
{
    internal const uint FirstFactor = 0xD2511F53, SecondFactor = 0xCD9E8D57, FirstStep = 0x9E3779B9, SecondStep = 0xBB67AE85;

    internal const int Rounds = 10;

    /// <summary>The generator that TensorFlow's stateless operations make of a seed of two numbers.</summary>
    /// <remarks>The seed is scrambled by the generator itself, so that seeds need not be random.</remarks>
    public static Philox FromSeed(long first, long second)
    {
        Span<uint> mixed = stackalloc uint[4];
        new Philox(0x02461e293ec8f720, (ulong)first, (ulong)second).Words(mixed);
        return new(mixed[0] | ((ulong)mixed[1] << 32), 0, mixed[2] | ((ulong)mixed[3] << 32));
    }

    /// <summary>The generator of a stateful TensorFlow operation with these attributes <c>seed</c> and <c>seed2</c>, before its first run.</summary>
    public static Philox FromAttributes(long seed, long seed2) => new((ulong)seed, 0, (ulong)seed2);

    /// <summary>The generator <paramref name="count"/> counters further.</summary>
    public Philox Skip(ulong count) => new(Key, Low + count, High + (Low + count < Low ? 1ul : 0));

    /// <summary>Writes the four words of this counter.</summary>
    public void Words(Span<uint> words)
    {
        uint a = (uint)Low, b = (uint)(Low >> 32), c = (uint)High, d = (uint)(High >> 32);
        uint first = (uint)Key, second = (uint)(Key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p = (ulong)FirstFactor * a, q = (ulong)SecondFactor * c;
            (a, b, c, d) = ((uint)(q >> 32) ^ b ^ first, (uint)q, (uint)(p >> 32) ^ d ^ second, (uint)p);
            first += FirstStep;
            second += SecondStep;
        }

        words[3] = d;
        words[2] = c;
        words[1] = b;
        words[0] = a;
    }
}
