using Nabla.Initializers;
using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class SessionTests
{
    [Fact]
    public void Placeholders_are_fed_and_what_is_fetched_is_computed()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(name: "x");
        var y = ((x * 2) + 1).Named("y");
        using var session = new Session();
        Assert.Equal(7f, session.Run(y, new() { [x] = 3 }).ToScalar<float>());
        Assert.Equal([3f, 5f], session.Run("y:0", new() { ["x:0"] = new[] { 1f, 2f } }).ToArray<float>());
        Assert.Equal("mul:0", graph.GetOperationByName("y").Inputs[0].GraphName);
    }

    [Fact]
    public void Gradients_train_a_line_by_hand()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(name: "X");
        var t = Graph.Placeholder(name: "Y");
        Variable w, b;
        Tensor prediction;
        using (new VariableScope("linear_regression"))
        {
            w = Graph.GetVariable("weight", Tensor.Constant(0f));
            b = Graph.GetVariable("bias", [], new Zeros());
            prediction = ((x * w).Named("mul") + b).Named("pred");
        }

        var loss = (prediction - t).Power(2).Mean();
        var gradients = Graph.Gradients(loss, [w, b]);
        var train = Graph.Group([Graph.Assign(w, w - (gradients[0] * 0.01)), Graph.AssignSub(b, gradients[1] * 0.01)]);
        Assert.Equal("linear_regression/pred:0", prediction.GraphName);
        Assert.Equal("linear_regression/weight:0", w.GraphName);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        for (int i = 0; i < 5000; i++)
        {
            session.Run(train, new() { [x] = new[] { 1f, 2, 3 }, [t] = new[] { 3f, 5, 7 } });
        }

        Assert.Equal(2f, session.Run(w).ToScalar<float>(), 1e-3f);
        Assert.Equal(1f, session.Run(b).ToScalar<float>(), 1e-3f);
        Assert.Equal(9f, session.Run(prediction, new() { [x] = 4 }).ToScalar<float>(), 1e-2f);
    }

    [Fact]
    public void A_variable_without_a_value_is_named()
    {
        using var graph = new Graph();
        var w = new Variable(Tensor.Constant(1f), name: "w");
        using var session = new Session();
        Assert.Contains("'w'", Assert.Throws<InvalidOperationException>(() => session.Run(w)).Message, StringComparison.Ordinal);
        session.Run(Graph.GlobalVariablesInitializer());
        Assert.Equal(1f, session.Run(w).ToScalar<float>());
    }

    [Fact]
    public void A_placeholder_that_was_not_fed_is_named_with_the_line_that_made_it()
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [null, 2], "pixels");
        using var session = new Session();
        string message = Assert.Throws<InvalidOperationException>(() => session.Run(x + 1)).Message;
        Assert.Contains("'pixels' (float32 [null, 2])", message, StringComparison.Ordinal);
        Assert.Contains("SessionTests.cs:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Feeds_of_another_type_or_shape_are_refused()
    {
        var wrong = Tensor.Zeros([1, 2]);
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Int32, [null, 2], "x");
        using var session = new Session();
        Assert.Throws<ShapeException>(() => session.Run(x, new() { [x] = new[] { 1, 2, 3 } }));
        Assert.Throws<ElementTypeException>(() => session.Run(x, new() { [x] = new[,] { { 1.5, 2 } } }));
        Assert.Throws<ElementTypeException>(() => session.Run(x, new() { [x] = wrong }));
    }

    [Fact]
    public void A_recorded_tensor_has_no_values()
    {
        Tensor x;
        using (var graph = new Graph())
        {
            x = Graph.Placeholder(name: "x");
            Assert.ThrowsAny<InvalidOperationException>(() => (float)(x + 1));
        }

        Assert.Contains("'x:0'", Assert.ThrowsAny<InvalidOperationException>(() => x + 1).Message, StringComparison.Ordinal);
        Assert.Contains("no graph is open", Assert.ThrowsAny<InvalidOperationException>(() => Graph.Placeholder()).Message, StringComparison.Ordinal);
    }
}
