using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class InspectionTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_checkpoint_is_described_by_its_prefix_and_by_each_of_its_files()
    {
        CheckpointWriter.WriteParts(folder.File("m"), [new("w", Tensor.Zeros([3, 2])), new("p", Tensor.Zeros([2]), new CheckpointSlice([0], [2]), [4]), new("p", Tensor.Zeros([2]), new CheckpointSlice([2], [2]), [4])]);
        foreach (var name in new[] { "m", "m.index", "m.data-00000-of-00001" })
        {
            var inspection = Inspector.Inspect(folder.File(name));
            Assert.Equal("TensorFlow checkpoint (V2)", inspection.Kind);
            Assert.Contains(("elements", "10"), inspection.Facts);
            var table = Assert.Single(inspection.Tables);
            Assert.Equal([["p", "float32", "[4]", "16", "0,2  2,2"], ["w", "float32", "[3, 2]", "24", ""]], table.Rows);
            Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
            Assert.Empty(inspection.Problems);
        }
        var bytes = File.ReadAllBytes(folder.File("m.data-00000-of-00001"));
        bytes[0] ^= 1;
        File.WriteAllBytes(folder.File("m.data-00000-of-00001"), bytes);
        Assert.Contains("'w': its checksum is wrong", Assert.Single(Inspector.Inspect(folder.File("m")).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_described_by_its_state_file()
    {
        CheckpointWriter.Write(folder.File("m-1"), [KeyValuePair.Create("w", Tensor.Zeros([3]))]);
        Checkpoints.UpdateCheckpointState(folder.Path, new CheckpointState("m-1", ["m-0", "m-1"], [0, 1540378623], 0));
        foreach (var path in new[] { folder.Path, folder.File("checkpoint") })
        {
            var inspection = Inspector.Inspect(path);
            Assert.Equal([["m-0", "", "", "1970-01-01 00:00:00", ""], ["m-1", "1", "12", "2018-10-24 10:57:03", "newest"]], Assert.Single(inspection.Tables).Rows);
            Assert.Contains("m-0", Assert.Single(inspection.Problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_known_is_refused_with_what_is()
    {
        File.WriteAllText(folder.File("x"), "hello");
        Assert.Contains("known are: checkpoint state, checkpoint", Assert.Throws<ModelFormatException>(() => Inspector.Inspect(folder.File("x"))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Inspector.Inspect(folder.File("none")));
    }
}
