using Nabla.Formats;
using Nabla.Images;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Formats;

/// <summary>Damaged files are described with their problems, refused, or converted: nothing else.</summary>
public sealed class InspectionMutationTests
{
    [Theory]
    [InlineData("m.keras", 0.1)]
    [InlineData("m.h5", 0.02)]
    [InlineData("a.npz", 0.1)]
    [InlineData("a.npy", 0.1)]
    [InlineData("labels-idx1-ubyte", 0.05)]
    [InlineData("labels-idx1-ubyte.gz", 0.05)]
    public void A_damaged_file_is_described_and_converted_or_refused(string name, double leastRefused)
    {
        using var folder = new TemporaryFolder();
        Samples(folder);
        byte[] sample = File.ReadAllBytes(folder.File(name));
        string path = folder.File("mutant-" + name);
        Mutation.Check([sample], bytes => Look(path, bytes), leastRefused, rounds: Math.Max(50, Mutation.Rounds / 10));
        Mutation.Check([sample], bytes => Change(path, bytes), leastRefused, rounds: Math.Max(50, Mutation.Rounds / 10));
    }

    [Fact]
    public void A_damaged_description_in_a_good_file_is_described_or_refused()
    {
        using var folder = new TemporaryFolder();
        var model = Samples(folder);
        var (archive, random) = (KerasArchive.Read(folder.File("m.keras")), new Random(4));
        Mutation.CheckTexts([model.ToJson()], (text, _) =>
        {
            using (var stream = File.Create(folder.File("mutant.keras")))
            {
                KerasArchive.Write(stream, text, archive.Weights);
            }

            File.WriteAllText(folder.File("mutant.json"), text);
            Inspector.Inspect(folder.File("mutant.keras"));
            Inspector.Inspect(folder.File("mutant.json"));
        }, 0, random, Math.Max(50, Mutation.Rounds / 10));
    }

    static void Look(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        var seen = Inspector.Inspect(path);
        if (seen.Problems.Count > 0)
        {
            throw new ModelFormatException(path, "", seen.Problems[0]);
        }
    }

    static void Change(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        string target = Path.Combine(Path.GetDirectoryName(path)!, "converted.npz");
        File.Delete(target);
        try
        {
            FileConversion.Convert(path, target);
        }
        catch (ArgumentException e)
        {
            // Two arrays of one name, and the like.
            throw new ModelFormatException(path, "", e.Message, e);
        }
        finally
        {
            Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(path)!), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        }
    }

    static Sequential Samples(TemporaryFolder folder)
    {
        var model = new Sequential([new Input([2]), new Dense(3, activation: "relu"), new Sequential([new Dense(1)])]);
        model.Compile("sgd", "mse", ["mae"]);
        model.Save(folder.File("m.keras"));
        model.Save(folder.File("m.h5"));
        Npy.WriteArray(folder.File("a.npy"), Tensor.Zeros([2, 3]).ToNpyArray());
        Npz.WriteArrays(folder.File("a.npz"), [new("w", Tensor.Zeros([2, 3]).ToNpyArray())], compress: true);
        Tensor.Zeros([4, 5], ElementType.UInt8).ToImage().Save(folder.File("a.png"));
        var labels = new IdxArray(IdxType.UInt8, [3], [7, 7, 2]);
        File.WriteAllBytes(folder.File("labels-idx1-ubyte"), Idx.Encode(labels));
        File.WriteAllBytes(folder.File("labels-idx1-ubyte.gz"), Idx.Encode(labels, gzip: true));
        return model;
    }
}
