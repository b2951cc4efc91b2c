namespace Nabla.Data;

/// <summary>SplitMix64: the random numbers behind one drawn digit.</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. All arithmetic is on 64-bit integers and exactly
/// rounded doubles, so that every machine draws the same digit.</remarks>
struct DigitRandom
{
    ulong state;

    /// <summary>The numbers of digit number <paramref name="index"/> of a seed: streams do not depend on each other.</summary>
    public DigitRandom(ulong seed, ulong index)
    {
        state = seed;
        state = Next() ^ (index * 0xD1342543DE82EF95);
        state = Next();
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0, 1, … <paramref name="count"/> − 1, equally likely but for 2⁻³².</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * ((Next() >> 11) * (1.0 / (1UL << 53))));

    /// <summary>Bell-shaped with mean 0 and standard deviation 1, within ±3.47: the sum of four uniform numbers.</summary>
    public double Bell()
    {
        const double ToUnit = 1.0 / 65536;
        ulong bits = Next();
        double sum = ((bits & 65535) + ((bits >> 16) & 65535) + ((bits >> 32) & 65535) + (bits >> 48)) * ToUnit;
        return (sum - (2 - (2 * ToUnit))) * 1.7320508075688772;
    }

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Between(0, 1) < probability;
}
