using System.Globalization;
using Xunit;

namespace Nabla.Tests.Formats;

/// <summary>Damages files at random: a reader ends in a result or in <see cref="ModelFormatException"/>, within bounded memory. NABLA_MUTANTS sets how many; 2,000 by default.</summary>
static class Mutation
{
    /// <summary>How many mutants a test makes of one format.</summary>
    public static int Rounds { get; } = Environment.GetEnvironmentVariable("NABLA_MUTANTS") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : 2000;

    /// <summary>Reads texts of JSON that were changed and stayed JSON; the number of the sample comes with each.</summary>
    public static void CheckTexts(IReadOnlyList<string> samples, Action<string, int> read, double leastRefused, Random random, int rounds)
    {
        var refused = 0;
        for (var i = 0; i < samples.Count; i++) read(samples[i], i);
        for (var round = 0; round < rounds; round++)
        {
            var i = random.Next(samples.Count);
            var text = JsonMutation.Of(samples[i], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(text, i);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Mutant {round} ends in {error.GetType().Name}: {text}", error);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4L * text.Length);
        }
        Assert.InRange(refused, (int)(leastRefused * rounds), rounds - 1);
    }

    /// <summary>Reads mutants of samples; at least <paramref name="leastRefused"/> of them, as a share, must be refused, or the changes do not reach the reader.</summary>
    public static void Check(IReadOnlyList<byte[]> samples, Action<byte[]> read, double leastRefused, int seed = 20261122, int? rounds = null)
    {
        var random = new Random(seed);
        var (refused, all) = (0, rounds ?? Rounds);
        foreach (var sample in samples) read(sample);
        for (var round = 0; round < all; round++)
        {
            var bytes = Of(samples[random.Next(samples.Count)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Mutant {round} ends in {error.GetType().Name}: {Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 4000)))}", error);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4 * bytes.Length);
        }
        Assert.InRange(refused, (int)(leastRefused * all), all - 1);
    }

    /// <summary>The bytes with one to three changes: bits, bytes, pieces cut out, doubled or cut off, the largest numbers.</summary>
    public static byte[] Of(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 40)).ToArray()); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default:
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++) bytes[i] = 255;
                    break;
            }
        }
        return [.. bytes];
    }
}
