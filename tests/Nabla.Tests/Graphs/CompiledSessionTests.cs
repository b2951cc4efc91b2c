using Nabla.Tests.Compilation;
using Xunit;

namespace Nabla.Tests.Graphs;

/// <summary>From the third run on a session runs a compiled plan; a run that may be cancelled goes node by node.</summary>
public sealed class CompiledSessionTests
{
    static readonly Func<Train.Optimizer>[] Optimizers =
    [
        () => new Train.GradientDescentOptimizer(0.05), () => new Train.MomentumOptimizer(0.02, 0.9, useNesterov: true), () => new Train.AdagradOptimizer(0.5), () => new Train.RMSPropOptimizer(0.01, centered: true),
        () => new Train.AdamOptimizer(0.05), () => new Train.FtrlOptimizer(0.5), () => new Train.ProximalAdagradOptimizer(0.5), () => new Train.AdadeltaOptimizer(0.05, 0.9, 0.1),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Optimizers.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Training_gives_the_same_bits(int which)
    {
        var (nodeByNode, compiled) = (Trained(Optimizers[which], cancellable: true), Trained(Optimizers[which], cancellable: false));
        for (int i = 0; i < nodeByNode.Count; i++)
        {
            CompiledOpTableTests.Same(nodeByNode[i], compiled[i]);
        }
    }

    [Fact]
    public void A_node_that_fails_is_named()
    {
        using var graph = new Graph();
        var indices = Graph.Placeholder(ElementType.Int32, [null], "indices");
        var rows = Tensor.Constant([1f, 2, 3]).Gather(indices).Named("rows");
        using var session = new Session();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal([2f, 1], session.Run(rows * 1, new() { [indices] = new[] { 1, 0 } }).ToArray<float>());
            var error = Assert.Throws<NodeException>(() => session.Run(rows, new() { [indices] = new[] { 7, 0 } }));
            Assert.Equal("rows", error.NodeName);
        }
    }

    [Fact]
    public void A_variable_without_a_value_is_named_in_every_run()
    {
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Constant(1f));
        var y = w * 2;
        using var session = new Session();
        for (int i = 0; i < 5; i++)
        {
            Assert.Contains("'w'", Assert.ThrowsAny<InvalidOperationException>(() => session.Run(y)).Message, StringComparison.Ordinal);
        }

        var initializer = Graph.GlobalVariablesInitializer();
        for (int i = 0; i < 5; i++)
        {
            session.Run(initializer);
            Assert.Equal(2f, session.Run(y).ToScalar<float>());
        }
    }

    [Fact]
    public void Sessions_keep_values_of_their_own()
    {
        using var graph = new Graph();
        var w = Graph.GetVariable("w", Tensor.Constant(1f));
        var grown = Graph.AssignAdd(w, Tensor.Constant(1f));
        Session a = new(graph), b = new(graph);
        a.Run(Graph.GlobalVariablesInitializer());
        b.Run(Graph.GlobalVariablesInitializer());
        for (int i = 0; i < 6; i++)
        {
            a.Run(grown);
        }

        b.Run(grown);
        Assert.Equal(7f, a.Run(w).ToScalar<float>());
        Assert.Equal(2f, b.Run(w).ToScalar<float>());
    }

    [Fact]
    public void Other_lengths_and_random_numbers_are_those_of_single_nodes()
    {
        List<Tensor> Run(bool cancellable)
        {
            using var graph = new Graph();
            var x = Graph.Placeholder(ElementType.Float32, [null, 3], "x");
            var y = (x + Tensor.RandomNormal([3], seed: 4)).Softmax().Sum(0);
            using var session = new Session();
            using var source = new CancellationTokenSource();
            var token = cancellable ? source.Token : default;
            return [.. Enumerable.Range(1, 6).Select(n => session.Run(y, new() { [x] = Fed([.. Enumerable.Range(0, 3 * (1 + (n % 3))).Select(k => MathF.Sin(k * n))], [1 + (n % 3), 3]) }, token))];
        }

        foreach (var (a, b) in Run(cancellable: true).Zip(Run(cancellable: false)))
        {
            CompiledOpTableTests.Same(a, b);
        }
    }

    static List<Tensor> Trained(Func<Train.Optimizer> make, bool cancellable)
    {
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, [null, 4], "x");
        var t = Graph.Placeholder(ElementType.Float32, [null, 2], "t");
        var w = Graph.GetVariable("w", Tensor.Constant([0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f, 0.7f, -0.8f], [4, 2]));
        var b = Graph.GetVariable("b", Tensor.Constant([0f, 0.1f]));
        var loss = ((x.MatMul(w) + b).Tanh() - t).Square().Mean();
        var optimizer = make();
        var train = optimizer.Minimize(loss, varList: [w, b]);
        using var session = new Session();
        using var source = new CancellationTokenSource();
        var token = cancellable ? source.Token : default;
        session.Run(Graph.GlobalVariablesInitializer());
        var results = new List<Tensor>();
        for (int i = 0; i < 6; i++)
        {
            float[] xs = [.. Enumerable.Range(0, 12).Select(k => MathF.Sin(k + i))], ts = [.. Enumerable.Range(0, 6).Select(k => MathF.Cos(k * i))];
            var feeds = new Feeds { [x] = Fed(xs, [3, 4]), [t] = Fed(ts, [3, 2]) };
            var run = session.Run([train, loss, w, b], feeds, token);
            results.AddRange([run[1], run[2], run[3]]);
        }

        return results;
    }

    static Tensor Fed(float[] values, Shape shape)
    {
        using var now = Engine.Use(null);
        return Tensor.Constant(values).Reshape(shape);
    }
}
