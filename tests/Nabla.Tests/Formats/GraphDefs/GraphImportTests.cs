using Google.Protobuf;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.GraphDefs;

public sealed class GraphImportTests
{
    [Fact]
    public void Nodes_run_whatever_their_order_in_the_file_is()
    {
        var graph = SampleGraphs.Read(SampleGraphs.Line());
        using var session = new Session(graph);
        Assert.Equal([3, 5], session.Run("y:0", new() { ["x:0"] = new float[] { 1, 2 } }).ToArray<float>());
        Assert.Equal("AddV2", graph.GetOperationByName("y").Op.Name);
    }

    [Fact]
    public void Text_and_binary_files_give_the_same_graph()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("g.pbtxt"), TextFormat.ToText(SampleGraphs.Line()));
        Assert.Equal(SampleGraphs.Line().ToByteArray(), Graph.ReadFrom(folder.File("g.pbtxt")).ToBytes());
        Assert.Equal(SampleGraphs.Line().ToByteArray(), Graph.ReadFrom(System.Text.Encoding.UTF8.GetBytes(TextFormat.ToText(SampleGraphs.Line()))).ToBytes());
    }

    [Fact]
    public void What_came_from_a_file_goes_back_as_it_came()
    {
        foreach (var definition in new[] { SampleGraphs.Line(), SampleGraphs.Loop(), SampleGraphs.Functions() })
        {
            Assert.Equal(definition.ToByteArray(), SampleGraphs.Read(definition).ToBytes());
        }
    }

    [Fact]
    public void Names_get_a_prefix_and_inputs_may_come_from_the_graph()
    {
        using var graph = new Graph();
        var mine = Graph.Constant(Tensor.Constant(new float[] { 10 }), "mine");
        var y = graph.Import(SampleGraphs.Line().ToByteArray(), inputMap: new Dictionary<string, Tensor> { ["x:0"] = mine }, returnElements: ["y:0"])[0];
        Assert.Equal("import/y:0", y.GraphName);
        var second = graph.Import(SampleGraphs.Line().ToByteArray(), returnElements: ["y:0"])[0];
        Assert.Equal("import_1/y:0", second.GraphName);
        using var session = new Session(graph);
        Assert.Equal([21], session.Run(y).ToArray<float>());
        Assert.Equal([42], session.Run(y * 2).ToArray<float>());
    }

    [Fact]
    public void Loops_run_and_keep_their_names_but_what_is_inside_cannot_be_fetched()
    {
        var graph = SampleGraphs.Read(SampleGraphs.Loop());
        using var session = new Session(graph);
        var results = session.Run(["v_exit:0", "i_exit:0"], new() { ["n:0"] = 3, ["v:0"] = 1.5 });
        Assert.Equal((12f, 3), (results[0].ToScalar<float>(), results[1].ToScalar<int>()));
        Assert.Equal(1.5f, session.Run("v_exit:0", new() { ["n:0"] = 0, ["v:0"] = 1.5 }).ToScalar<float>());
        Assert.Contains("inside a loop", Assert.Throws<ArgumentException>(() => session.Run("v_double:0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_flow_through_loops()
    {
        var graph = SampleGraphs.Read(SampleGraphs.Loop());
        Tensor dv;
        using (graph.AsDefault()) dv = Graph.Gradients(graph.GetTensorByName("v_exit:0"), [graph.GetTensorByName("v:0")])[0];
        using var session = new Session(graph);
        Assert.Equal(16f, session.Run(dv, new() { ["n:0"] = 4, ["v:0"] = 1 }).ToScalar<float>());
    }

    [Fact]
    public void Functions_are_called_and_variables_live_in_sessions()
    {
        var graph = SampleGraphs.Read(SampleGraphs.Functions());
        using var session = new Session(graph);
        session.Run(graph.GetOperationByName("set"), new() { ["x:0"] = new float[] { 2, 3 } });
        Assert.Equal([4, 9], session.Run("y:0", new() { ["p:0"] = true }).ToArray<float>());
        Assert.Equal([-2, -3], session.Run("y:0", new() { ["p:0"] = false }).ToArray<float>());
        using var other = new Session(graph);
        Assert.Contains("'v' has no value", Assert.Throws<NodeException>(() => other.Run("read:0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_types_that_are_missing_are_named_at_once()
    {
        var definition = SampleGraphs.Line();
        definition.Node.Add(SampleGraphs.Node("a", "Zzz", []));
        definition.Node.Add(SampleGraphs.Node("b", "Abort", []));
        var error = Assert.Throws<MissingOperationsException>(() => SampleGraphs.Read(definition));
        Assert.Equal(["Abort", "Zzz"], error.Types);
    }

    [Theory]
    [InlineData("x", "twice")]
    [InlineData("gone", "of no node")]
    [InlineData("y", "wait for one another")]
    [InlineData("w:1", "output 1 of 'w', which has 1")]
    [InlineData("n", "is int32, and float32 is expected")]
    public void Graphs_that_are_not_whole_are_refused_by_the_node(string change, string expected)
    {
        var definition = SampleGraphs.Line();
        if (change == "x") definition.Node.Add(SampleGraphs.Constant("x", Tensor.Constant(1f)));
        else definition.Node[1].Input[0] = change;
        if (change == "n") definition.Node.Add(SampleGraphs.Constant("n", Tensor.Constant(1)));
        Assert.Contains(expected, Assert.Throws<ModelFormatException>(() => SampleGraphs.Read(definition)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_fits_the_op_as_tensorflow_describes_it()
    {
        var path = Path.Combine(Materials.Artifacts, "tensorflow", "op-registry", "tf26-ops.pbtxt");
        var registry = TextFormat.Parse<OpList>(File.ReadAllBytes(path), path, LoadLimits.Default).Op.ToDictionary(op => op.Name, StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var row in Nabla.Formats.GraphDefs.OpTable.All)
        {
            // This type takes shapes of int64, too, since then.
            if (row.Type == "ConcatOffset" || !registry.TryGetValue(row.Type, out var op)) continue;
            if (!Fits(op.InputArg, row.Signature.Inputs) || !Fits(op.OutputArg, row.Signature.Outputs)) wrong.Add($"{row.Type}: {string.Join(", ", row.Signature.Inputs.Select(a => a.ToString()))} -> {string.Join(", ", row.Signature.Outputs.Select(a => a.ToString()))}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static bool Fits(IReadOnlyList<OpDef.Types.ArgDef> arguments, Nabla.Formats.GraphDefs.OpArgument[] ours) => arguments.Count == ours.Length && arguments.Zip(ours).All(pair =>
        (pair.First.TypeAttr.Length > 0 ? pair.First.TypeAttr : pair.First.TypeListAttr.Length > 0 ? pair.First.TypeListAttr : DataTypes.NameOf(pair.First.Type)) == pair.Second.Type
        && (pair.First.NumberAttr.Length > 0 ? pair.First.NumberAttr : null) == pair.Second.Number
        && (pair.First.TypeListAttr.Length > 0) == pair.Second.IsList && pair.First.IsRef == pair.Second.IsReference
        && (ours.Length == 1 || pair.Second.Name.Length == 0 || pair.First.Name == pair.Second.Name));
}
