using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class SaverTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly Graph graph = new();
    readonly Variable w;
    readonly Variable b;
    readonly Variable step;
    readonly Session session;

    public SaverTests()
    {
        w = Graph.GetVariable("linear/weight", Tensor.Constant(new[] { 1f, 2 }));
        b = Graph.GetVariable("linear/bias", Tensor.Constant(0.5f));
        step = Graph.GetVariable("global_step", Tensor.Constant(7L), trainable: false);
        session = new Session(graph);
        session.Run(Graph.GlobalVariablesInitializer());
    }

    public void Dispose()
    {
        session.Dispose();
        graph.Dispose();
        folder.Dispose();
    }

    string[] Files => [.. Directory.EnumerateFiles(folder.File("ckpt")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void What_was_saved_is_restored_without_an_initializer()
    {
        var saver = new Saver();
        Assert.Equal(["global_step", "linear/bias", "linear/weight"], saver.Variables.Select(variable => variable.Name));
        var prefix = saver.Save(session, folder.File("ckpt/model.ckpt"), step);
        Assert.Equal(folder.File("ckpt/model.ckpt-7"), prefix);
        Assert.Equal(prefix, Checkpoints.LatestCheckpoint(folder.File("ckpt")));
        using var other = new Session(graph);
        saver.Restore(other, prefix);
        Assert.Equal([1f, 2], other.Run(w).ToArray<float>());
        Assert.Equal(0.5f, other.Run(b).ToScalar<float>());
        Assert.Equal(7, other.Run(step).ToScalar<long>());
        session.Load(w, Tensor.Constant(new[] { 9f, 9 }));
        Assert.Equal(prefix, saver.RestoreLatest(session, folder.File("ckpt")));
        Assert.Equal([1f, 2], session.Run(w).ToArray<float>());
    }

    [Fact]
    public void Only_the_newest_are_kept_and_the_state_file_says_which()
    {
        var saver = new Saver(maxToKeep: 2);
        for (var i = 0; i < 4; i++) Assert.Equal(folder.File($"ckpt/m-{i}"), saver.Save(session, folder.File("ckpt/m"), i));
        Assert.Equal([folder.File("ckpt/m-2"), folder.File("ckpt/m-3")], saver.LastCheckpoints);
        Assert.Equal(["checkpoint", "m-2.data-00000-of-00001", "m-2.index", "m-3.data-00000-of-00001", "m-3.index"], Files.Where(file => !file.EndsWith(".meta", StringComparison.Ordinal)));
        Assert.Equal("model_checkpoint_path: \"m-3\"\nall_model_checkpoint_paths: \"m-2\"\nall_model_checkpoint_paths: \"m-3\"\n", File.ReadAllText(folder.File("ckpt/checkpoint")));
        // After a restart the old ones count again.
        var next = new Saver(maxToKeep: 2);
        next.RecoverLastCheckpoints([folder.File("ckpt/m-1"), .. Checkpoints.GetCheckpointState(folder.File("ckpt"))!.All]);
        Assert.Equal([folder.File("ckpt/m-2"), folder.File("ckpt/m-3")], next.LastCheckpoints);
        next.Save(session, folder.File("ckpt/m"), 3);
        next.Save(session, folder.File("ckpt/m"), 4);
        Assert.Equal([folder.File("ckpt/m-3"), folder.File("ckpt/m-4")], Checkpoints.GetCheckpointState(folder.File("ckpt"))!.All);
        Assert.False(CheckpointReader.Exists(folder.File("ckpt/m-2")));
        using var reader = CheckpointReader.Open(folder.File("ckpt/m-3"));
        Assert.Empty(reader.Verify());
    }

    [Fact]
    public void With_no_limit_all_are_kept_and_the_state_file_names_the_newest()
    {
        var saver = new Saver(maxToKeep: 0);
        for (var i = 0; i < 3; i++) saver.Save(session, folder.File("ckpt/m"), i, writeMetaGraph: false);
        Assert.Empty(saver.LastCheckpoints);
        Assert.Equal(7, Files.Length);
        Assert.Equal("model_checkpoint_path: \"m-2\"\nall_model_checkpoint_paths: \"m-2\"\n", File.ReadAllText(folder.File("ckpt/checkpoint")));
    }

    [Fact]
    public void One_of_every_so_many_hours_is_kept_for_ever()
    {
        var clock = new Clock();
        var saver = new Saver(maxToKeep: 1, keepCheckpointEveryNHours: 2, clock: clock);
        for (var i = 0; i < 8; i++)
        {
            clock.Time = DateTimeOffset.UnixEpoch.AddHours(0.75 * i);
            saver.Save(session, folder.File("ckpt/m"), i, writeMetaGraph: false);
        }
        // Saved at 0, 0.75, 1.5, 2.25 … 5.25 hours: the first after 2 and the first after 4 hours stay.
        Assert.Equal(["m-3.index", "m-6.index", "m-7.index"], Files.Where(file => file.EndsWith(".index", StringComparison.Ordinal)));
    }

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Time { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Time;
    }

    [Fact]
    public void Some_variables_are_saved_and_restored_under_other_names()
    {
        var prefix = new Saver(new Dictionary<string, Variable>(StringComparer.Ordinal) { ["old/w"] = w, ["old/b"] = b }).Save(session, folder.File("ckpt/m"));
        Assert.Equal(folder.File("ckpt/m"), prefix);
        using (var reader = CheckpointReader.Open(prefix)) Assert.Equal(["old/b", "old/w"], reader.Entries.Select(entry => entry.Name));
        using var other = new Session(graph);
        new Saver(new Dictionary<string, Variable>(StringComparer.Ordinal) { ["old/w"] = w }).Restore(other, prefix);
        Assert.True(other.IsInitialized(w));
        Assert.False(other.IsInitialized(b));
        Assert.Equal(["linear/bias"], new Saver([b]).Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void A_variable_in_parts_is_one_in_the_checkpoint()
    {
        var rows = Graph.GetVariable("rows/part_0", Tensor.Constant(new float[,] { { 1, 2 } }));
        var more = Graph.GetVariable("rows/part_1", Tensor.Constant(new float[,] { { 3, 4 }, { 5, 6 } }));
        var whole = Graph.GetVariable("whole", Tensor.Zeros([3, 2]));
        session.Run(Graph.VariablesInitializer([rows, more, whole]));
        SavedVariable[] parts = [new("rows", rows, new CheckpointSlice([0, 0], [1, -1]), [3, 2]), new("rows", more, new CheckpointSlice([1, 0], [2, -1]), [3, 2])];
        var prefix = new Saver(parts).Save(session, folder.File("ckpt/m"));
        new Saver(new Dictionary<string, Variable>(StringComparer.Ordinal) { ["rows"] = whole }).Restore(session, prefix);
        Assert.Equal([1f, 2, 3, 4, 5, 6], session.Run(whole).ToArray<float>());
        session.Load(more, Tensor.Constant(new float[2, 2]));
        new Saver(parts).Restore(session, prefix);
        Assert.Equal([3f, 4, 5, 6], session.Run(more).ToArray<float>());
    }

    [Fact]
    public void All_misfits_are_named_and_nothing_is_set()
    {
        var prefix = new Saver().Save(session, folder.File("ckpt/m"));
        using var other = new Graph();
        var weight = Graph.GetVariable("linear/weight", [3]);
        var offset = Graph.GetVariable("linear/offset", [], initializer: null);
        var bias = Graph.GetVariable("linear/bias", Tensor.Constant(0.25));
        var count = Graph.GetVariable("global_step", Tensor.Constant(1L));
        using var there = new Session(other);
        var message = Assert.Throws<ArgumentException>(() => new Saver().Restore(there, prefix)).Message;
        Assert.Contains($"Saver: {prefix}: 3 of 4 variables do not fit the checkpoint:", message, StringComparison.Ordinal);
        Assert.Contains("'linear/weight' has the shape [2] there, and [3] here", message, StringComparison.Ordinal);
        Assert.Contains("'linear/bias' has elements of float32 there, and of float64 here", message, StringComparison.Ordinal);
        Assert.Contains("'linear/offset' is not in it; the nearest there: linear/bias", message, StringComparison.Ordinal);
        Assert.All([weight, offset, bias, count], variable => Assert.False(there.IsInitialized(variable)));
    }

    [Fact]
    public void Where_nothing_was_saved_the_message_says_what_to_do()
    {
        var saver = new Saver();
        string Refusal(Action restore) => Assert.Throws<FileNotFoundException>(restore).Message;
        Assert.Contains("no model has been saved (未保存任何模型)", Refusal(() => saver.Restore(session, null)), StringComparison.Ordinal);
        Assert.Contains("未保存任何模型", Refusal(() => saver.RestoreLatest(session, folder.Path)), StringComparison.Ordinal);
        Assert.Contains("there is no folder", Refusal(() => saver.RestoreLatest(session, folder.File("none"))), StringComparison.Ordinal);
        Assert.Contains("nothing.ckpt-1", Refusal(() => saver.Restore(session, folder.File("nothing.ckpt-1"))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_saved_is_refused()
    {
        var saver = new Saver();
        Assert.Throws<DirectoryNotFoundException>(() => saver.Save(session, folder.File("deep/er/m")));
        Assert.Contains("state file", Assert.Throws<ArgumentException>(() => saver.Save(session, folder.File("checkpoint"))).Message, StringComparison.Ordinal);
        using var empty = new Session(graph);
        Assert.Contains("has no value yet", Assert.ThrowsAny<Exception>(() => saver.Save(empty, folder.File("m"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Contains("2 variables are saved as 'linear/weight'", Assert.Throws<ArgumentException>(() => new Saver([w, w])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Saver(Array.Empty<Variable>()));
        using var bare = new Graph();
        Assert.Contains("no variables yet", Assert.Throws<InvalidOperationException>(() => new Saver()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_is_saved_beside_the_values_and_restores_them()
    {
        var x = Graph.Placeholder(shape: [2], name: "x");
        Assert.Equal("y:0", ((x * w) + b).Named("y").GraphName);
        var prefix = new Saver().Save(session, folder.File("ckpt/m"), 1);
        var meta = MetaGraph.Import(prefix + ".meta");
        using var other = new Session(meta.Graph);
        meta.Saver!.Restore(other, prefix);
        Assert.Equal([1.5f, 4.5f], other.Run("y:0", new Feeds { ["x:0"] = new[] { 1f, 2 } }).ToArray<float>());
        new Saver().Save(session, folder.File("ckpt/n"), writeMetaGraph: false);
        Assert.False(File.Exists(folder.File("ckpt/n.meta")));
    }

    [Fact]
    public void A_graph_that_tensorflow_has_no_form_for_does_not_keep_the_values_from_being_saved()
    {
        // TensorFlow has no operation for it, and a recorded one is not taken apart.
        var graphs = Assert.Throws<NotSupportedException>(() =>
        {
            w.Sparsemax();
            MetaGraph.Export(graph, folder.File("g.meta"));
        });
        Assert.Contains("Export: the node", graphs.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.File("ckpt"));
        File.WriteAllText(folder.File("ckpt/m.meta"), "an older graph");
        var prefix = new Saver().Save(session, folder.File("ckpt/m"));
        Assert.False(File.Exists(prefix + ".meta"));
        Assert.Equal(prefix, Checkpoints.LatestCheckpoint(folder.File("ckpt")));
    }
}
