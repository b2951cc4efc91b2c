using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class GraphOptimizerTests
{
    [Fact]
    public void Every_optimizer_finds_a_line()
    {
        using var graph = new Graph();
        var step = Graph.GetOrCreateGlobalStep();
        var (x, y) = (Tensor.Constant([1f, 2, 3]), Tensor.Constant([3f, 5, 7]));
        Train.Optimizer[] all =
        [
            new Train.GradientDescentOptimizer(0.05), new Train.MomentumOptimizer(0.02, 0.9), new Train.MomentumOptimizer(0.02, 0.9, useNesterov: true), new Train.AdagradOptimizer(0.5),
            new Train.AdadeltaOptimizer(0.05, 0.9, 0.1), new Train.RMSPropOptimizer(0.01), new Train.RMSPropOptimizer(0.01, centered: true), new Train.AdamOptimizer(0.05),
            new Train.FtrlOptimizer(0.5), new Train.ProximalGradientDescentOptimizer(0.05), new Train.ProximalAdagradOptimizer(0.5), new Train.AdagradDAOptimizer(1.0, step),
        ];
        var trained = all.Select((optimizer, i) =>
        {
            using var scope = new VariableScope($"line_{i}");
            Variable w = Graph.GetVariable("weight", Tensor.Constant(0f)), b = Graph.GetVariable("bias", Tensor.Constant(0f));
            var loss = ((x * w) + b - y).Square().Mean();
            return (Train: optimizer.Minimize(loss, varList: [w, b]), Loss: loss);
        }).ToList();
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        for (int i = 0; i < 400; i++)
        {
            session.Run([.. trained.Select(row => (Fetch)row.Train)]);
        }

        // It starts at 27.7.
        Assert.All(trained, row => Assert.InRange(session.Run(row.Loss).ToScalar<float>(), 0, 0.1f));
    }

    [Fact]
    public void Slots_and_nodes_have_TensorFlows_names()
    {
        using var graph = new Graph();
        var (w, loss) = Line();
        var optimizer = new Train.AdamOptimizer(0.01);
        var step = Graph.GetOrCreateGlobalStep();
        var train = optimizer.Minimize(loss, step);
        Assert.Equal("Adam", train.Name);
        Assert.Equal("OptimizerStep", graph.GetOperationByName("Adam/update_linear_regression/weight/ApplyAdam").Op.Name);
        Assert.Equal(["beta1_power", "beta2_power", "linear_regression/weight/Adam", "linear_regression/weight/Adam_1"], optimizer.Variables.Select(v => v.Name));
        Assert.Equal(["m", "v"], optimizer.GetSlotNames());
        Assert.Equal("linear_regression/weight/Adam_1", optimizer.GetSlot(w, "v")!.Name);
        Assert.Null(optimizer.GetSlot(w, "momentum"));
        Assert.All(optimizer.Variables, v => Assert.False(v.Trainable));
        Assert.Equal([w], graph.GetCollection<Variable>(CollectionKeys.TrainableVariables));
        Assert.Superset(new HashSet<Variable>(optimizer.Variables, ReferenceEqualityComparer.Instance), new HashSet<Variable>(graph.GetCollection<Variable>(CollectionKeys.GlobalVariables), ReferenceEqualityComparer.Instance));
        Assert.Equal([train], graph.GetCollection<GraphNode>(CollectionKeys.TrainOp));
        Assert.Equal("linear_regression/weight/Adam_2", new Train.AdamOptimizer(0.01).Minimize(loss, name: "again") is not null ? graph.VariablesByName.Keys.Single(name => name.EndsWith("Adam_2", StringComparison.Ordinal)) : "");
    }

    [Fact]
    public void A_step_counts_after_all_variables_have_changed()
    {
        using var graph = new Graph();
        var (w, loss) = Line();
        var step = Graph.GetOrCreateGlobalStep();
        Assert.Same(step, Graph.GetOrCreateGlobalStep());
        Assert.Same(step, Graph.GlobalStep);
        var train = new Train.GradientDescentOptimizer(Train.ExponentialDecay(1, step, 1, 0.5)).Minimize(loss, step);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());

        // The gradient is 2 w: with rates 1 and 0.5 the weight is −1, then 0.
        session.Run(train);
        Assert.Equal(-1f, session.Run(w).ToScalar<float>());
        session.Run(train);
        Assert.Equal(0f, session.Run(w).ToScalar<float>());
        Assert.Equal(2L, session.Run(step).ToScalar<long>());
    }

    [Fact]
    public void The_rate_may_be_fed_or_given_by_a_function()
    {
        using var graph = new Graph();
        var (w, loss) = Line();
        var rate = Graph.Placeholder(shape: []);
        var fed = new Train.GradientDescentOptimizer(rate).Minimize(loss);
        var given = new Train.GradientDescentOptimizer((Func<Tensor>)(() => rate * 2)).Minimize(loss);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Run(fed, new() { [rate] = 0.25 });
        Assert.Equal(0.5f, session.Run(w).ToScalar<float>());
        session.Run(given, new() { [rate] = 0.25 });
        Assert.Equal(0f, session.Run(w).ToScalar<float>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_were_looked_up_change_alone(bool decidedWhileRunning)
    {
        using var graph = new Graph();
        var table = Graph.GetVariable("table", Tensor.Ones([4, 2]));
        var ids = Graph.Placeholder(ElementType.Int32, [null]);
        var optimizer = new Train.MomentumOptimizer(0.1, 0.9);
        var rows = table.Gather(ids, 0);
        var loss = decidedWhileRunning ? Tensor.Cond(Tensor.Constant(true), () => rows.Sum(), () => rows.Max()) : rows.Sum();
        var gradients = optimizer.ComputeGradients(loss);
        Assert.Equal(decidedWhileRunning, gradients.Single().Gradient is not IndexedSlices);
        var train = optimizer.ApplyGradients(gradients);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Run(train, new() { [ids] = new[] { 1, 3, 1 } });
        session.Run(train, new() { [ids] = new[] { 0 } });

        // A dense gradient would go on along the momentum of rows 1 and 3.
        Assert.Equal([0.9f, 0.9f, 0.8f, 0.8f, 1, 1, 0.9f, 0.9f], session.Run(table).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([1f, 1, 2, 2, 0, 0, 1, 1], session.Run(optimizer.GetSlot(table, "momentum")!).ToArray<float>());
    }

    [Fact]
    public void Sessions_keep_their_own_state()
    {
        using var graph = new Graph();
        var (w, loss) = Line();
        var optimizer = new Train.MomentumOptimizer(0.1, 0.5);
        var train = optimizer.Minimize(loss);
        var init = Graph.GlobalVariablesInitializer();
        using Session first = new(), second = new();
        first.Run(init);
        second.Run(init);
        first.Run(train);
        first.Run(train);
        second.Run(train);
        Assert.Equal(0.8f, second.Run(w).ToScalar<float>(), 1e-6f);
        Assert.Equal(2f, second.Run(optimizer.GetSlot(w, "momentum")!).ToScalar<float>(), 1e-6f);
        Assert.Equal(0.8f - (0.1f * (1.6f + 1f)), first.Run(w).ToScalar<float>(), 1e-6f);
    }

    [Theory]
    [InlineData(ElementType.Float64, 1e-6)]
    [InlineData(ElementType.Float16, 2e-3)]
    [InlineData(ElementType.BFloat16, 2e-2)]
    public void Variables_of_other_types_are_trained(ElementType type, double within)
    {
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Ones([3], type));
        var train = new Train.AdamOptimizer(0.5, beta2: 0.75).Minimize(w.Square().Sum());
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Run(train);
        graph.Dispose();
        Assert.Equal(0.5, session.Run(w).Cast(ElementType.Float64).ToArray<double>()[1], within);
    }

    [Fact]
    public void A_constraint_holds_after_each_step()
    {
        using var graph = new Graph();
        var (w, loss) = Line();
        w.Constraint = value => value.Maximum(0.75);
        var train = new Train.GradientDescentOptimizer(0.4).Minimize(loss);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        session.Run(train);
        Assert.Equal(0.75f, session.Run(w).ToScalar<float>());
    }

    [Fact]
    public void What_cannot_be_trained_is_said()
    {
        var adam = new Train.AdamOptimizer();
        Assert.Contains("no graph is open", Assert.Throws<InvalidOperationException>(() => adam.Minimize(Tensor.Constant(1f))).Message, StringComparison.Ordinal);
        var eager = new Variable(Tensor.Constant(1f), name: "eager");
        using var graph = new Graph();
        var x = Graph.Placeholder(shape: [], name: "x");
        Assert.Contains("no trainable", Assert.Throws<ArgumentException>(() => adam.Minimize(x)).Message, StringComparison.Ordinal);
        var (w, loss) = Line();
        Assert.Contains("'linear_regression/weight'", Assert.Throws<ArgumentException>(() => adam.Minimize(x * 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => adam.ApplyGradients([(null, w)]));
        Assert.Throws<ShapeException>(() => adam.ApplyGradients([(Tensor.Ones([2]), w)]));
        Assert.Throws<ElementTypeException>(() => adam.Minimize(x.Cast(ElementType.Int32)));
        Assert.Contains("'eager'", Assert.Throws<ArgumentException>(() => adam.Minimize(loss, varList: [eager])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Train.AdagradOptimizer(0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Train.FtrlOptimizer(0.1, 0.5));
        var init = Graph.GlobalVariablesInitializer();
        var train = adam.Minimize(loss);
        using var session = new Session();
        session.Run(init);
        Assert.Contains("made after", Assert.Throws<NodeException>(() => session.Run(train)).Message, StringComparison.Ordinal);
    }

    /// <summary>A weight that starts with 1, and its square.</summary>
    static (Variable Weight, Tensor Loss) Line()
    {
        using var scope = new VariableScope("linear_regression");
        var w = Graph.GetVariable("weight", Tensor.Constant(1f));
        return (w, w.Square());
    }
}
