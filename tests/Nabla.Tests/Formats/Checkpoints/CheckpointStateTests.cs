using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class CheckpointStateTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    void Save(string name) => CheckpointWriter.Write(folder.File(name), [KeyValuePair.Create("x", Tensor.Constant(1f))]);

    void State(string text) => File.WriteAllText(folder.File("checkpoint"), text);

    [Fact]
    public void The_newest_checkpoint_is_the_one_that_the_state_file_names()
    {
        Assert.Null(Checkpoints.LatestCheckpoint(folder.Path));
        Assert.Null(Checkpoints.LatestCheckpoint(folder.File("no-such-folder")));
        Save("m-1");
        Save("sub/m-2");
        Checkpoints.UpdateCheckpointState(folder.Path, new CheckpointState("sub/m-2", [folder.File("m-1"), "sub/m-2"], [], 0));
        Assert.Equal("model_checkpoint_path: \"sub/m-2\"\nall_model_checkpoint_paths: \"m-1\"\nall_model_checkpoint_paths: \"sub/m-2\"\n", File.ReadAllText(folder.File("checkpoint")));
        Assert.Equal(folder.File("sub/m-2"), Checkpoints.LatestCheckpoint(folder.Path));
        Assert.Equal([folder.File("m-1"), folder.File("sub/m-2")], Checkpoints.GetCheckpointState(folder.Path)!.All);
        CheckpointWriter.Delete(folder.File("sub/m-2"));
        Assert.Null(Checkpoints.LatestCheckpoint(folder.Path));
        Assert.NotNull(Checkpoints.GetCheckpointState(folder.Path));
    }

    [Fact]
    public void Times_are_kept_where_they_are_given()
    {
        Save("m");
        Checkpoints.UpdateCheckpointState(folder.Path, new CheckpointState("m", ["m"], [1540378623.25], 12.5), "state");
        var state = Checkpoints.GetCheckpointState(folder.Path, "state")!;
        Assert.Equal([1540378623.25], state.Timestamps);
        Assert.Equal(12.5, state.LastPreserved);
        Assert.Contains("2 timestamps for 1", Assert.Throws<ArgumentException>(() => Checkpoints.UpdateCheckpointState(folder.Path, state with { Timestamps = [1, 2] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_moved_keeps_its_checkpoints()
    {
        Save("m-5");
        State($"model_checkpoint_path: \"/home/other/run/m-5\"\nall_model_checkpoint_paths: \"/home/other/run/m-4\"\nall_model_checkpoint_paths: \"C:\\\\run\\\\m-5\"\n");
        Assert.Equal(folder.File("m-5"), Checkpoints.LatestCheckpoint(folder.Path));
        Assert.Equal([folder.File("m-4"), folder.File("m-5")], Checkpoints.GetCheckpointState(folder.Path)!.All);
        State($"model_checkpoint_path: \"{folder.File("m-5")}\"");
        Assert.Equal(folder.File("m-5"), Checkpoints.LatestCheckpoint(folder.Path));
    }

    [Theory]
    [InlineData("model_checkpoint_path: \"/etc/hostname\"", "leads out of the folder")]
    [InlineData("model_checkpoint_path: \"../m\"", "leads out of its folder")]
    [InlineData("model_checkpoint_path: \"m\"\nall_model_checkpoint_paths: \"../../m\"", "leads out of its folder")]
    [InlineData("model_checkpoint_path: \"m", "line 1: the text has an opening quote")]
    [InlineData("all_model_checkpoint_paths: \"m\"", "model_checkpoint_path: it is missing")]
    [InlineData("\n\nmodel_path: 3", "line 3: a CheckpointState has no field 'model_path'")]
    public void A_state_file_that_is_damaged_or_leads_elsewhere_is_refused(string text, string message)
    {
        Save("m");
        State(text);
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => Checkpoints.LatestCheckpoint(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_of_other_folders_do_not_go_into_the_state_file()
    {
        Assert.Contains("does not lie in", Assert.Throws<ArgumentException>(() => Checkpoints.UpdateCheckpointState(folder.Path, new CheckpointState("../m", [], [], 0))).Message, StringComparison.Ordinal);
        Assert.Contains("does not lie in", Assert.Throws<ArgumentException>(() => Checkpoints.UpdateCheckpointState(folder.Path, new CheckpointState("/m", [], [], 0))).Message, StringComparison.Ordinal);
    }
}
