using Nabla.Initializers;
using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class GraphTests
{
    [Fact]
    public void Names_are_made_unique_as_TensorFlow_makes_them()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(name: "x");
        Assert.Equal("add:0", (x + 1).GraphName);
        Assert.Equal("add_1:0", (x + 2).GraphName);
        Assert.Equal("mul:0", (x * x).GraphName);
        Assert.Equal("x_1:0", Graph.Placeholder(name: "x").GraphName);
        Assert.Equal("X_2:0", Graph.Placeholder(name: "X").GraphName);
        using (new NameScope("layer"))
        {
            Assert.Equal("layer/add:0", (x + 1).GraphName);
            using (new NameScope("inner"))
            {
                Assert.Equal("layer/inner/sub:0", (x - 1).GraphName);
            }
        }

        using (new NameScope("layer"))
        {
            Assert.Equal("layer_1/total:0", (x + 1).Named("total").GraphName);
        }

        Assert.Equal("Variable:0", new Variable(Tensor.Constant(1f)).GraphName);
        Assert.Equal("Variable_1:0", new Variable(Tensor.Constant(1f)).GraphName);
        Assert.Same(graph.GetTensorByName("layer_1/total:0"), graph.GetOperationByName("layer_1/total").Outputs[0]);
    }

    [Fact]
    public void Names_that_are_not_there_are_errors_that_name_the_nearest()
    {
        using var graph = new Graph();
        _ = Graph.Placeholder(name: "pixels");
        Assert.Contains("'pixels'", Assert.Throws<KeyNotFoundException>(() => graph.GetOperationByName("pixel")).Message, StringComparison.Ordinal);
        Assert.Contains("'pixels:0'", Assert.Throws<ArgumentException>(() => graph.GetTensorByName("pixels")).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => graph.GetTensorByName("pixels:1"));
        Assert.Throws<KeyNotFoundException>(() => graph.GetOperationByName("pixels:0"));
        Assert.Throws<ArgumentException>(() => new NameScope("a b"));
    }

    [Fact]
    public void Variable_scopes_make_find_or_refuse()
    {
        using var graph = new Graph();
        Variable w;
        using (new VariableScope("part", initializer: new Ones()))
        {
            w = Graph.GetVariable("w", [2]);
            Assert.Equal("part/w", w.Name);
            Assert.Contains("'part/w'", Assert.Throws<ArgumentException>(() => Graph.GetVariable("w", [2])).Message, StringComparison.Ordinal);
        }

        using (new VariableScope("part", Reuse.Yes))
        {
            Assert.Same(w, Graph.GetVariable("w", [2]));
            Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => Graph.GetVariable("w", [3])).Message, StringComparison.Ordinal);
            Assert.Contains("'part/v'", Assert.Throws<ArgumentException>(() => Graph.GetVariable("v", [2])).Message, StringComparison.Ordinal);
        }

        using (var scope = new VariableScope("part", Reuse.Auto))
        {
            Assert.Same(w, Graph.GetVariable("w", [2]));
            Assert.Equal("part/v", Graph.GetVariable("v", [2]).Name);
            scope.ReuseVariables();
            Assert.Throws<ArgumentException>(() => Graph.GetVariable("u", [2]));
        }

        Assert.Equal(2, graph.GetCollection(CollectionKeys.TrainableVariables).Count);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        Assert.Equal([1f, 1f], session.Run(w).ToArray<float>());
    }

    [Fact]
    public void Sessions_have_variables_of_their_own()
    {
        using var graph = new Graph();
        var v = new Variable(Tensor.Constant(1f), name: "v");
        var up = Graph.AssignAdd(v, 1);
        var init = Graph.GlobalVariablesInitializer();
        using var first = new Session();
        using var second = new Session();
        first.Run(init);
        second.Run(init);
        Assert.Equal(2f, first.Run(up).ToScalar<float>());
        Assert.Equal(3f, first.Run(up).ToScalar<float>());
        Assert.Equal(1f, second.Run(v).ToScalar<float>());
        Assert.Equal(1f, v.Eval().ToScalar<float>());
        second.Load(v, Tensor.Constant(9f));
    }

    [Fact]
    public void Control_dependencies_decide_what_a_read_sees()
    {
        using var graph = new Graph();
        var v = new Variable(Tensor.Constant(1f), name: "v");
        var before = v + 0;
        Tensor after;
        using (Graph.ControlDependencies(Graph.Assign(v, 5)))
        {
            after = v * 2;
        }

        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        var results = session.Run([after, before]);
        Assert.Equal(10f, results[0].ToScalar<float>());
        Assert.Equal(1f, results[1].ToScalar<float>());
        Assert.Equal(5f, session.Run(before).ToScalar<float>());
    }

    [Fact]
    public void Gradients_of_a_rank_that_is_not_known_are_taken_from_the_run()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float64, name: "x");
        var y = Tensor.Concatenate([x * x, x.Exp()]).Sum();
        var dx = Graph.Gradients(y, [x])[0];
        using var session = new Session();
        double[] at = [0.5, -1];
        Assert.Equal(at.Select(v => (2 * v) + Math.Exp(v)), session.Run(dx, new() { [x] = at }).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_gradient_that_does_not_exist_is_an_error_when_it_is_read()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [], "x");
        var v = new Variable(Tensor.Constant(1f), name: "v");
        var gradients = Graph.Gradients(x * 2, [x, v]);
        Assert.NotNull(gradients[0]);
        Assert.Null(gradients.OrNull(1));
        Assert.Throws<InvalidOperationException>(() => gradients[1]);
    }

    [Fact]
    public void Any_tensor_can_be_fed_and_what_made_it_does_not_run()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [], "x");
        var middle = x * 2;
        var y = middle + 1;
        using var session = new Session();
        Assert.Equal(11f, session.Run(y, new() { [middle] = 10 }).ToScalar<float>());
        Assert.Throws<InvalidOperationException>(() => session.Run(y));
    }

    [Fact]
    public void A_default_value_stands_where_none_is_fed()
    {
        using var graph = new Graph();
        var x = Graph.PlaceholderWithDefault(Tensor.Constant(3f), name: "x");
        using var session = new Session();
        Assert.Equal(6f, session.Run(x * 2).ToScalar<float>());
        Assert.Equal(8f, session.Run(x * 2, new() { [x] = 4 }).ToScalar<float>());
    }

    [Fact]
    public void A_callable_feeds_in_order_and_fetches_the_same()
    {
        using var graph = new Graph();
        var (x, y) = (Graph.Placeholder(name: "x"), Graph.Placeholder(name: "y"));
        using var session = new Session();
        var difference = session.MakeCallable([x - y], [x, y]);
        float[] five = [5], three = [3];
        graph.Dispose();
        Assert.Equal([2f], difference([Tensor.Constant(five), Tensor.Constant(three)])[0].ToArray<float>());
        Assert.Throws<ArgumentException>(() => difference([Tensor.Constant(five)]));
    }

    [Fact]
    public void A_node_that_fails_is_named_with_the_line_that_made_it()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [null, null], "x");
        var product = x.MatMul(x).Named("square");
        using var session = new Session();
        var error = Assert.Throws<NodeException>(() => session.Run(product, new() { [x] = new float[2, 3] }));
        Assert.Equal("square", error.NodeName);
        Assert.Contains("GraphTests.cs:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_numbers_of_a_node_go_on_from_run_to_run_and_begin_anew_in_each_session()
    {
        using var graph = new Graph();
        var x = Tensor.RandomNormal([4], seed: 3);
        float[] first;
        using (var session = new Session())
        {
            first = session.Run(x).ToArray<float>();
            Assert.NotEqual(first, session.Run(x).ToArray<float>());
        }

        using var other = new Session();
        Assert.Equal(first, other.Run(x).ToArray<float>());
    }

    [Fact]
    public void A_condition_that_does_not_hold_ends_the_run_and_shows_what_it_was_about()
    {
        Tensor.Assert(Tensor.Constant(true), "never said");
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [null], "x");
        Tensor root;
        using (Graph.ControlDependencies(Graph.Assert(x >= 0, "roots are taken of numbers from 0 on", x)))
        {
            root = x.Sqrt();
        }

        byte[] file = graph.ToBytes();
        graph.Dispose();
        using var imported = Graph.ReadFrom(file);
        foreach (var g in new[] { graph, imported })
        {
            using var session = new Session(g);
            Assert.Equal([3f], session.Run(root.GraphName, new() { ["x:0"] = new[] { 9f } }).ToArray<float>());
            string message = Assert.Throws<NodeException>(() => session.Run(root.GraphName, new() { ["x:0"] = new[] { 4f, -1 } })).Message;
            Assert.Contains("from 0 on", message, StringComparison.Ordinal);
            Assert.Contains("-1", message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidOperationException>(() => Tensor.Assert(Tensor.Constant(false), "said"));
        Assert.Throws<ElementTypeException>(() => Tensor.Assert(Tensor.Constant(1f), "no truth"));
    }

    [Fact]
    public void A_finalized_graph_takes_no_more_nodes()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(name: "x");
        graph.FinalizeGraph();
        Assert.Throws<InvalidOperationException>(() => x + 1);
    }

    [Fact]
    public void What_belongs_to_another_graph_is_refused()
    {
        using var one = new Graph();
        var x = Graph.Placeholder(name: "x");
        var v = new Variable(Tensor.Constant(1f), name: "v");
        using var two = new Graph();
        Assert.Throws<InvalidOperationException>(() => x + 1);
        Assert.Throws<InvalidOperationException>(() => v + 1);
        using var session = new Session();
        Assert.Throws<ArgumentException>(() => session.Run(x));
    }
}
