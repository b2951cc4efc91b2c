using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.GraphDefs;

/// <summary>Programs that are recorded, exported and imported go on training with the same bits.</summary>
public sealed class ProgramExportTests
{
    static readonly float[] xs = [3.3f, 4.4f, 5.5f, 6.71f];
    static readonly float[] ys = [1.7f, 2.76f, 2.09f, 3.19f];

    static Train.Optimizer Make(string name) => name switch
    {
        "gradient descent" => new Train.GradientDescentOptimizer(0.01),
        "momentum" => new Train.MomentumOptimizer(0.01, 0.9),
        "adam" => new Train.AdamOptimizer(0.01),
        "adagrad" => new Train.AdagradOptimizer(0.01),
        "rmsprop" => new Train.RMSPropOptimizer(0.01),
        _ => new Train.FtrlOptimizer(0.01),
    };

    [Theory]
    [InlineData("gradient descent")]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("adagrad")]
    [InlineData("rmsprop")]
    [InlineData("ftrl")]
    public void Linear_regression_trains_on(string optimizer)
    {
        using var folder = new TemporaryFolder();
        float[] expected;
        using (var graph = new Graph())
        {
            var x = Graph.Placeholder(ElementType.Float32, name: "x");
            var y = Graph.Placeholder(ElementType.Float32, name: "y");
            var w = Graph.GetVariable("w", Tensor.Constant(0.2f));
            var b = Graph.GetVariable("b", Tensor.Constant(-0.1f));
            var loss = ((x * w) + b - y).Square().Sum().Identity().Named("loss");
            var train = Make(optimizer).Minimize(loss, name: "train");
            var init = Graph.GlobalVariablesInitializer();
            MetaGraph.Export(graph, folder.File("m.meta"));
            graph.Dispose();
            expected = Steps(graph, init.Name, train.Name);
        }
        var meta = MetaGraph.Import(folder.File("m.meta"));
        Assert.Equal(expected, Steps(meta.Graph, "init", "train"));
    }

    [Fact]
    public void A_softmax_classifier_is_restored_from_its_meta_graph()
    {
        using var folder = new TemporaryFolder();
        var pictures = Tensor.Constant(Enumerable.Range(0, 12).Select(i => (i * 7 % 5) / 5f).ToArray(), [3, 4]);
        Tensor expected;
        using (var graph = new Graph())
        {
            var x = Graph.Placeholder(ElementType.Float32, [null, 4], "x");
            var labels = Graph.Placeholder(ElementType.Float32, [null, 2], "labels");
            var w = Graph.GetVariable("w", [4, 2], "zeros");
            var b = Graph.GetVariable("b", [2], "zeros");
            var y = (x.MatMul(w) + b).Softmax().Named("y");
            var loss = -(labels * y.Log()).Sum(1).Mean();
            graph.AddToCollection(CollectionKeys.Losses, loss);
            var train = new Train.GradientDescentOptimizer(0.5).Minimize(loss, name: "train");
            var init = Graph.GlobalVariablesInitializer();
            var saver = new Saver();
            graph.Dispose();
            using var session = new Session(graph);
            session.Run(init);
            for (var step = 0; step < 5; step++) session.Run(train, new() { [x] = pictures, [labels] = new float[,] { { 1, 0 }, { 0, 1 }, { 1, 0 } } });
            expected = session.Run(y, new() { [x] = pictures });
            saver.Save(session, folder.File("model.ckpt"), 5);
        }
        var meta = MetaGraph.Import(folder.File("model.ckpt-5.meta"));
        using var restored = new Session(meta.Graph);
        meta.Saver!.Restore(restored, Checkpoints.LatestCheckpoint(folder.Path));
        Assert.Equal(expected.ToArray<float>(), restored.Run("y:0", new() { ["x:0"] = pictures }).ToArray<float>());
        Assert.Equal(["w", "b"], meta.Graph.GetCollection<Variable>(CollectionKeys.TrainableVariables).Select(v => v.Name));
        Assert.Single(meta.Graph.GetCollection(CollectionKeys.Losses));

        using var byNodes = new Session(meta.Graph);
        byNodes.Run(meta.Graph.GetOperationByName("save/restore_all"), new() { ["save/Const:0"] = folder.File("model.ckpt-5") });
        Assert.Equal(expected.ToArray<float>(), byNodes.Run("y:0", new() { ["x:0"] = pictures }).ToArray<float>());
    }

    [Fact]
    public void What_has_no_counterpart_is_refused_by_its_node()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [3], "x");
        x.Erfinv().Identity().Named("fine");
        _ = Tensor.WhileLoop(v => v[0].Sum() < 10, v => [v[0] * 2], [x]);
        Assert.Contains("the node 'while'", Assert.Throws<NotSupportedException>(() => graph.ToBytes()).Message, StringComparison.Ordinal);
    }

    static float[] Steps(Graph graph, string init, string train)
    {
        using var session = new Session(graph);
        session.Run(graph.GetOperationByName(init));
        var feeds = new Feeds { ["x:0"] = xs, ["y:0"] = ys };
        var losses = new List<float>();
        for (var step = 0; step < 4; step++)
        {
            session.Run(graph.GetOperationByName(train), feeds);
            losses.Add(session.Run("loss:0", feeds).ToScalar<float>());
        }
        return [.. losses, session.Run("w:0").ToScalar<float>(), session.Run("b:0").ToScalar<float>()];
    }
}
