namespace Nabla.Data;

/// <summary>Orders that look random and are functions of a seed and the number of the epoch alone.</summary>
internal static class Shuffling
{
    /// <summary>A permutation of 0 … count − 1 (Fisher and Yates' shuffle).</summary>
    internal static int[] Permutation(int count, long seed, long epoch)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        ulong state = Start(seed, epoch);
        for (int i = count - 1; i > 0; i--)
        {
            int k = (int)Below(ref state, (uint)(i + 1));
            (order[i], order[k]) = (order[k], order[i]);
        }

        return order;
    }

    /// <summary>The state from which the order of an epoch is drawn.</summary>
    internal static ulong Start(long seed, long epoch) => Mix(unchecked((ulong)seed) ^ Mix(unchecked((ulong)epoch + 0x9E3779B97F4A7C15)));

    /// <summary>A whole number below a bound, each as likely (Lemire, 2019).</summary>
    internal static uint Below(ref ulong state, uint bound)
    {
        while (true)
        {
            ulong product = (Next(ref state) >> 32) * bound;
            if ((uint)product >= (0u - bound) % bound)
            {
                return (uint)(product >> 32);
            }
        }
    }

    /// <summary>The next number of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    internal static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
