using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class NpyMutationTests
{
    static List<(string Name, byte[] Content)> Samples()
    {
        var samples = new List<(string, byte[])>();
        NpyArray[] arrays =
        [
            new(NpyType.Of(typeof(float)), [3, 4], Enumerable.Range(0, 12).Select(i => (float)i).ToArray()),
            new(NpyType.Of(typeof(bool)), [5], new bool[5]),
            new(NpyType.Of(typeof(long)), [], new long[1]),
            new(new NpyType('U', 12), [2, 2], new[] { "a", "bc", "", "δ" }),
        ];
        foreach (var array in arrays)
        {
            var stream = new MemoryStream();
            Npy.WriteArray(stream, array);
            samples.Add((".npy", stream.ToArray()));
        }
        using var folder = new TemporaryFolder();
        foreach (var compress in new[] { false, true })
        {
            Npz.WriteArrays(folder.File("a.npz"), arrays.Select((array, i) => KeyValuePair.Create($"x{i}", array)), compress);
            samples.Add((".npz", File.ReadAllBytes(folder.File("a.npz"))));
        }
        return samples;
    }

    [Fact]
    public void DamagedFilesEndInAResultOrInTheTypedException()
    {
        var random = new Random(20261122);
        var samples = Samples();
        var refused = 0;
        for (var round = 0; round < Mutation.Rounds; round++)
        {
            var (kind, content) = samples[random.Next(samples.Count)];
            var bytes = Mutation.Of(content, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                if (kind == ".npy") Npy.ReadArray(bytes, "mutant.npy");
                else Npz.ReadArrays(bytes, "mutant.npz");
            }
            catch (ModelFormatException)
            {
                refused++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4 * bytes.Length);
        }
        Assert.InRange(refused, Mutation.Rounds / 4, Mutation.Rounds - 1);
    }
}
