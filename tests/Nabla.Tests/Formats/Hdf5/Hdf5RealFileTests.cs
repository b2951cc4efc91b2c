using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.Hdf5;

/// <summary>Files that other programs wrote, and files that broke other readers.</summary>
public sealed class Hdf5RealFileTests
{
    /// <summary>What third-party filters packed; everything else of these files is read.</summary>
    static readonly string[] unknownFilters = ["bitshuffle", "blosc", "lz4"];

    [Fact]
    public void Files_of_other_programs_are_read_but_for_filters_of_third_parties()
    {
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, "arrays", "hdf5")))
        {
            using var file = Hdf5File.Open(path);
            foreach (var found in file.Root.Walk())
            {
                foreach (var attribute in found.Attributes) attribute.Read();
                if (found is not Hdf5Dataset dataset) continue;
                count++;
                if (dataset.Filters.All(filter => filter.IsKnown)) dataset.Read();
                else Assert.Contains(dataset.Filters, filter => unknownFilters.Any(name => filter.Name.StartsWith(name, StringComparison.Ordinal)));
            }
        }
        Assert.InRange(count, 1000, int.MaxValue);
    }

    [Fact]
    public void Files_that_broke_other_readers_end_in_a_result_or_in_the_typed_exception_within_bounds()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, "malformed", "hdf5")))
        {
            var content = File.ReadAllBytes(path);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(content, Path.GetFileName(path));
            }
            catch (ModelFormatException)
            {
                // Refused, as it should be where it is damaged.
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4L * content.Length);
        }
    }

    static void ReadAll(byte[] content, string name)
    {
        using var file = Hdf5File.Open(content, name);
        ModelFormatException? first = null;
        foreach (var found in file.Root.Walk())
        {
            try
            {
                foreach (var attribute in found.Attributes) attribute.Read();
                if (found is Hdf5Dataset dataset) dataset.Read();
            }
            catch (ModelFormatException error)
            {
                first ??= error;
            }
        }
        if (first is not null) throw first;
    }
}
