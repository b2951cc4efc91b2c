using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Models.Converting;

public sealed class RealFileConversionTests
{
    [Theory]
    [InlineData("arrays/hdf5", 20)]
    [InlineData("arrays/safetensors", 10)]
    [InlineData("arrays/npy", 20)]
    [InlineData("malformed/hdf5", 0)]
    [InlineData("malformed/zip", 0)]
    [InlineData("keras/h5-versions", 0)]
    public void Files_of_other_programs_become_other_forms_or_are_refused_in_a_sentence(string area, int atLeast)
    {
        int converted = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, area), "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length < 4 << 20))
        {
            using var folder = new TemporaryFolder();
            foreach (string target in new[] { "a.npz", "a.safetensors", "a.hdf5", "a.ckpt" })
            {
                try
                {
                    FileConversion.Convert(path, folder.File(target));
                    converted++;
                }
                catch (Exception e) when (e is ModelFormatException or ArgumentException or NotSupportedException)
                {
                    Assert.False(File.Exists(folder.File(target)), $"{path}: {target} was left behind");
                }
            }

            Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        }

        Assert.True(converted >= atLeast, $"{converted} conversions of {area}");
    }

    [Fact]
    public void Checkpoints_of_TensorFlow_keep_their_variables()
    {
        int converted = 0;
        foreach (string index in Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, "tensorflow", "checkpoint"), "*.index", SearchOption.AllDirectories))
        {
            string prefix = index[..^".index".Length];
            using var folder = new TemporaryFolder();
            try
            {
                FileConversion.Convert(prefix, folder.File("a.npz"));
                FileConversion.Convert(folder.File("a.npz"), folder.File("b.ckpt"));
            }
            catch (Exception e) when (e is ModelFormatException or ArgumentException)
            {
                continue;
            }

            using var before = CheckpointReader.Open(prefix);
            using var after = CheckpointReader.Open(folder.File("b.ckpt"));
            foreach (var entry in after.Entries)
            {
                Assert.Equal(before.Read(entry.Name).ToNpyArray().Values, after.Read(entry.Name).ToNpyArray().Values);
            }

            converted++;
        }

        Assert.True(converted > 0);
    }
}
