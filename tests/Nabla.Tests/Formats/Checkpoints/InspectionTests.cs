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
    public void Graphs_meta_graphs_and_saved_models_are_described()
    {
        const string Nodes = "node { name: 'x' op: 'Placeholder' attr { key: 'dtype' value { type: DT_FLOAT } } attr { key: 'shape' value { shape { dim { size: -1 } dim { size: 3 } } } } } node { name: 'y' op: 'Relu' input: 'x' } ";
        File.WriteAllText(folder.File("g.pbtxt"), Nodes + "node { name: 'z' op: 'Relu' input: 'q:1' } versions { producer: 22 }");
        var graph = Inspector.Inspect(folder.File("g.pbtxt"));
        Assert.Equal(("TensorFlow graph", ("nodes", "3")), (graph.Kind, graph.Facts[0]));
        Assert.Equal([["x", "float32", "[null, 3]"]], graph.Tables[0].Rows);
        Assert.Equal([["y", "Relu"], ["z", "Relu"]], graph.Tables[1].Rows);
        Assert.Equal([["Relu", "2"], ["Placeholder", "1"]], graph.Tables[2].Rows);
        Assert.Contains("takes 'q:1', which is not there", Assert.Single(graph.Problems), StringComparison.Ordinal);

        File.WriteAllText(folder.File("m.meta"), $"meta_info_def {{ tags: 'serve' tensorflow_version: '1.15' }} graph_def {{ {Nodes} }} collection_def {{ key: 'train_op' value {{ node_list {{ value: 'y' }} }} }} signature_def {{ key: 's' value {{ inputs {{ key: 'in' value {{ name: 'x:0' dtype: DT_FLOAT tensor_shape {{ unknown_rank: true }} }} }} }} }} saver_def {{ restore_op_name: 'save/restore_all' version: V2 max_to_keep: 5 }}");
        var meta = Inspector.Inspect(folder.File("m.meta"));
        Assert.Contains(("tags", "serve"), meta.Facts);
        Assert.Equal([["train_op", "nodes", "1"]], meta.Tables[0].Rows);
        Assert.Equal([["s", "input", "in", "x:0", "float32", "?"]], meta.Tables[1].Rows);
        Assert.Empty(meta.Problems);

        File.WriteAllText(folder.File("saved_model.pbtxt"), $"saved_model_schema_version: 1 meta_graphs {{ graph_def {{ {Nodes} }} }} meta_graphs {{ }}");
        var model = Inspector.Inspect(folder.File("saved_model.pbtxt"));
        Assert.Contains(("meta graphs", "2"), model.Facts);
        Assert.Equal(["there is no graph in it"], model.Problems);
    }

    [Fact]
    public void What_is_not_known_is_refused_with_what_is()
    {
        File.WriteAllText(folder.File("x"), "hello");
        Assert.Contains("known are: checkpoint state, meta graph", Assert.Throws<ModelFormatException>(() => Inspector.Inspect(folder.File("x"))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Inspector.Inspect(folder.File("none")));
    }
}
