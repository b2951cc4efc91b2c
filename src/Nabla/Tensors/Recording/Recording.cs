using Nabla.Operations;

namespace Nabla;

/// <summary>The engine that takes note of each op instead of computing it.</summary>
/// <remarks>What is given to an op becomes part of the recording: tensors with values as constants, variables as reads at this place of
/// the program, tensors of the recording outside as captures. Ops with effects keep the order of the program.</remarks>
internal class Recording(Recording? outer = null, bool capturesReads = false) : Engine
{
    readonly Dictionary<Tensor, GraphTensor> adopted = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<Variable, GraphTensor> reads = new(ReferenceEqualityComparer.Instance);
    readonly List<GraphNode> nodes = [];
    readonly List<GraphTensor> parameters = [];
    readonly List<GraphTensor> captured = [];
    readonly List<Tensor> captures = [];
    int slots;

    /// <summary>The recording around this one, whose tensors may be used here.</summary>
    internal Recording? Outer => outer;

    /// <summary>All nodes, each after those that it needs.</summary>
    internal IReadOnlyList<GraphNode> Nodes => nodes;

    /// <summary>Number of tensors.</summary>
    internal int Slots => slots;

    /// <summary>What is given when it is run.</summary>
    internal IReadOnlyList<GraphTensor> Parameters => parameters;

    /// <summary>Tensors of the outside that are used here, one for each of <see cref="Captured"/>.</summary>
    internal IReadOnlyList<Tensor> Captures => captures;

    /// <summary>What stands here for the captured tensors.</summary>
    internal IReadOnlyList<GraphTensor> Captured => captured;

    /// <summary>Whether a composite op becomes one node.</summary>
    internal virtual bool Keeps(CompositeOp op) => !op.IsTransparent;

    /// <summary>Where the node being made comes from in the C# program.</summary>
    private protected virtual NodePlace? Place => null;

    /// <summary>Why a tensor of this recording has no values, and what to do; null where a session is what gives them.</summary>
    internal virtual string? NoValues => null;

    /// <summary>Called for each new node.</summary>
    private protected virtual void Added(GraphNode node)
    {
    }

    public override Tensor[] Run(Op op, params ReadOnlySpan<Tensor> inputs)
    {
        if (op is CompositeOp composite && !Keeps(composite))
        {
            return composite.Compute(inputs.ToArray());
        }

        var given = Array.ConvertAll(inputs.ToArray(), Given);

        var x = Array.ConvertAll(given, Adopt);
        var node = Add(op, x);
        if (NodeObservers.Any)
        {
            NodeObservers.Notify(new Node(op, given, node.Outputs));
        }

        return node.Outputs;
    }

    /// <summary>What an op is applied to: variables are read here, sparse slices made dense.</summary>
    internal Tensor Given(Tensor x) => x switch
    {
        Variable variable => Read(variable),
        GraphTensor promise => promise,
        _ => x.Resolve(),
    };

    /// <summary>Adds a node that is applied to tensors of this recording.</summary>
    internal GraphNode Add(Op op, Tensor[] x)
    {
        var specs = new TensorSpec[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            var promise = (GraphTensor)x[i];
            specs[i] = new(promise.ElementType, promise.Shape, (promise.Node?.Op as Constant)?.Value);
        }

        return Add(op, x, RankInference.Infer(op, specs));
    }

    /// <summary>Adds a node whose outputs have been inferred already.</summary>
    internal GraphNode Add(Op op, Tensor[] x, TensorSpec[] specs)
    {
        var y = new GraphTensor[specs.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = new(specs[i], slots++) { Index = i, Origin = op.Origin };
        }

        var node = new GraphNode(this, op, x, y, nodes.Count) { Made = Place };
        nodes.Add(node);
        if (op.Effect == Effect.WritesState)
        {
            ForgetReads();
        }

        Added(node);
        return node;
    }

    internal override Tensor Read(Variable variable)
    {
        if (!reads.TryGetValue(variable, out var value))
        {
            value = capturesReads && outer is not null ? (GraphTensor)Adopt(outer.Read(variable)) : Add(new ReadVariable(variable), []).Promises[0];
            reads[variable] = value;
        }

        return value;
    }

    internal override Tensor StartOf(Tensor initialValue) => outer is null ? base.StartOf(initialValue) : outer.StartOf(initialValue);

    internal override Scope Lasting() => outer is null ? base.Lasting() : outer.Lasting();

    /// <summary>From here on variables are read anew.</summary>
    internal void ForgetReads() => reads.Clear();

    /// <summary>A tensor that is given when the recording is run.</summary>
    internal GraphTensor AddParameter(ElementType type, Shape shape)
    {
        var parameter = Add(new Placeholder(type, shape), []).Promises[0];
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>What stands in this recording for a tensor.</summary>
    internal Tensor Adopt(Tensor x)
    {
        if (x is GraphTensor promise)
        {
            return promise.Node.Recording == this ? promise : Capture(promise);
        }

        if (!adopted.TryGetValue(x, out var constant))
        {
            constant = Add(new Constant(x), []).Promises[0];
            adopted.Add(x, constant);
        }

        return constant;
    }

    GraphTensor Capture(GraphTensor x)
    {
        if (adopted.TryGetValue(x, out var inner))
        {
            return inner;
        }

        // Through every recording between, so that each hands it on.
        var there = outer?.Adopt(x) ?? throw new InvalidOperationException(
            $"The tensor '{x.Name}' belongs to another graph: a graph computes with its own tensors only. Build both in one graph, or fetch the value with Session.Run and use that.");
        inner = Add(new Placeholder(x.ElementType, x.Shape), []).Promises[0];
        adopted.Add(x, inner);
        captures.Add(there);
        captured.Add(inner);
        return inner;
    }
}
