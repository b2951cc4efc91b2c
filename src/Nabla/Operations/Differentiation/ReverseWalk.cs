namespace Nabla.Operations;

/// <summary>The one gradient algorithm: walks nodes from last to first, handing each op the gradient of its outputs and adding what comes back.</summary>
internal static class ReverseWalk
{
    /// <summary>The gradient of Σ targets · outputGradients for each source; null where no target depends on it.</summary>
    /// <param name="nodes">In an order in which each node follows those that made its inputs.</param>
    /// <param name="targets">What is differentiated.</param>
    /// <param name="outputGradients">Weights of the targets, of their shapes; null for ones.</param>
    /// <param name="sources">With respect to what; variables or tensors.</param>
    internal static Tensor?[] Run(IReadOnlyList<Node> nodes, IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor?>? outputGradients, IReadOnlyList<Tensor> sources)
    {
        var reached = Reached(nodes, sources);
        var gradients = new Dictionary<object, Tensor>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < targets.Count; i++)
        {
            var (target, dy) = Seed(targets[i], outputGradients?[i]);
            if (reached.Contains(Key(target)))
            {
                Add(gradients, target, dy ?? target.OnesLike());
            }
        }

        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            if (Collect(node, gradients, reached) is { } dy)
            {
                bool[] wanted = Array.ConvertAll(node.Inputs, x => x.ElementType.IsDifferentiable && reached.Contains(Key(x)));
                var dx = node.Op.Gradient(node, dy, wanted);
                for (int k = 0; k < dx.Length; k++)
                {
                    if (dx[k] is { } d && wanted[k])
                    {
                        Add(gradients, node.Inputs[k], d);
                    }
                }
            }
        }

        var result = new Tensor?[sources.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = gradients.GetValueOrDefault(Key(sources[i]));
        }

        return result;
    }

    /// <summary>The gradients of Σ upstream · f() for <paramref name="inputs"/>, where f is applied here and now.</summary>
    internal static Tensor?[] Through(Tensor[] inputs, Tensor upstream, Func<TensorLane> function)
    {
        var trace = new Trace(watchVariables: false);
        foreach (var x in inputs)
        {
            trace.Watch(x);
        }

        Tensor y;
        NodeObservers.Open(trace);
        try
        {
            var lane = function();
            if (lane.IsConstant)
            {
                return new Tensor?[inputs.Length];
            }

            y = lane.ToTensor(upstream);
        }
        finally
        {
            NodeObservers.Close(trace);
        }

        return Run(trace.Nodes, [y], [upstream], inputs);
    }

    /// <summary>The gradients of Σ upstream · function(inputs), where the function is applied here and now; outputs without upstream count for nothing.</summary>
    internal static Tensor?[] Through(Tensor[] inputs, IReadOnlyList<Tensor?> upstream, Func<Tensor[], Tensor?[]> function)
    {
        // One tensor may be given twice: each place has a tensor of its own.
        var own = Array.ConvertAll(inputs, x => x.Identity());
        var trace = new Trace(watchVariables: false);
        Array.ForEach(own, trace.Watch);
        Tensor?[] y;
        NodeObservers.Open(trace);
        try
        {
            y = function(own);
        }
        finally
        {
            NodeObservers.Close(trace);
        }

        var used = Enumerable.Range(0, y.Length).Where(i => y[i] is not null && upstream[i] is not null).ToArray();
        return Run(trace.Nodes, Array.ConvertAll(used, i => y[i]!), Array.ConvertAll(used, i => upstream[i]), own);
    }

    /// <summary>Where the walk begins: sparse slices are no node's output, their values are.</summary>
    static (Tensor Target, Tensor? Gradient) Seed(Tensor target, Tensor? dy) =>
        target is IndexedSlices sparse ? (sparse.Values, dy?.Gather(sparse.Indices)) : (target, dy);

    static object Key(Tensor x) => (object?)x.Origin ?? x;

    /// <summary>Everything through which a gradient can arrive at a source.</summary>
    static HashSet<object> Reached(IReadOnlyList<Node> nodes, IReadOnlyList<Tensor> sources)
    {
        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var source in sources)
        {
            reached.Add(Key(source));
        }

        foreach (var node in nodes)
        {
            foreach (var x in node.Inputs)
            {
                if (x.ElementType.IsDifferentiable && reached.Contains(Key(x)))
                {
                    reached.UnionWith(node.Outputs);
                    break;
                }
            }
        }

        return reached;
    }

    /// <summary>The gradients that reached the node's outputs; null where none did.</summary>
    static Tensor?[]? Collect(Node node, Dictionary<object, Tensor> gradients, HashSet<object> reached)
    {
        Tensor?[]? dy = null;
        for (int k = 0; k < node.Outputs.Length; k++)
        {
            if (reached.Contains(node.Outputs[k]) && gradients.TryGetValue(node.Outputs[k], out var d))
            {
                (dy ??= new Tensor?[node.Outputs.Length])[k] = d;
            }
        }

        return dy;
    }

    static void Add(Dictionary<object, Tensor> gradients, Tensor x, Tensor dx)
    {
        object key = Key(x);
        gradients[key] = gradients.TryGetValue(key, out var sum) ? IndexedSlices.Add(sum, dx) : dx;
    }
}
