using Nabla.Files;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.Hdf5;

public sealed class Hdf5MutationTests
{
    static readonly LoadLimits limits = new() { MaxDecodedBytes = 16 << 20 };

    static readonly string[] references =
    [
        "dtypes_latest", "attributes_latest", "chunked_latest", "many_chunks_latest", "strings_earliest", "groups_latest", "links_latest", "many_attributes_latest", "kinds_latest", "kinds_earliest", "ordered_latest", "chunked_earliest", "many_attributes_earliest", "paged",
    ];

    static byte[] Small()
    {
        var writer = new Hdf5Writer();
        foreach (var values in Hdf5Samples.Values) writer.Root.Add($"types/{values.GetType().GetElementType()!.Name}", Hdf5Array.Of(values, 3));
        writer.Root.Group("types").SetAttribute("names", Hdf5Array.Of(new[] { "a", "bc" }, 2));
        writer.Root.Add("chunks", Hdf5Array.Of(new int[50], 5, 10), new Hdf5Storage([2, 3], Shuffle: true, Fletcher32: true));
        writer.Root.SetAttribute("layer_names", Hdf5Array.OfFixedText(["dense", "dense_1"], 2));
        return Hdf5Samples.Bytes(writer);
    }

    [Fact]
    public void Damaged_files_end_in_a_result_or_in_the_typed_exception() => Mutation.Check([Small(), Hdf5Samples.Bytes(Hdf5Samples.Everything())], ReadAll, 0.3, rounds: Mutation.Rounds / 2);

    [Fact]
    public void Damaged_files_of_every_form_do_so_too_with_mended_checksums()
    {
        using var archive = ArchiveReader.Open(Path.Combine(Materials.Goldens, "files", "hdf5", "files.zip"));
        foreach (var name in references)
        {
            var good = archive.ReadAllBytes(archive.Find(name + ".h5")!);
            var mending = new Hdf5Mending(good);
            if (name.EndsWith("latest", StringComparison.Ordinal)) Assert.InRange(mending.Count, 3, int.MaxValue);
            Mutation.Check([good], bytes => ReadAll(mending.Mend(bytes)), 0.2, rounds: Mutation.Rounds / references.Length);
        }
    }

    static void ReadAll(byte[] bytes)
    {
        using var file = Hdf5File.Open(bytes, "mutant.h5", limits);
        foreach (var found in file.Root.Walk())
        {
            foreach (var attribute in found.Attributes) attribute.Read();
            if (found is Hdf5Dataset dataset) dataset.Read();
        }
    }
}
