using Nabla.Operations;

namespace Nabla.Graphs;

/// <summary>Which fetches and feeds a run has, and how large the graph was.</summary>
internal sealed record PlanKey(object[] Fetches, object[] Feeds, int Size)
{
    public bool Equals(PlanKey? other) => other is not null && Size == other.Size && Same(Fetches, other.Fetches) && Same(Feeds, other.Feeds);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Size);
        foreach (object item in Fetches.Concat(Feeds))
        {
            hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(item));
        }

        return hash.ToHashCode();
    }

    static bool Same(object[] x, object[] y)
    {
        bool same = x.Length == y.Length;
        for (int i = 0; i < x.Length && same; i++)
        {
            same = ReferenceEquals(x[i], y[i]);
        }

        return same;
    }
}

/// <summary>The nodes that some fetches need when some tensors are fed.</summary>
internal sealed class SessionPlan
{
    /// <summary>Runs, node by node, before it is worth while to compile them.</summary>
    const int RunsBefore = 2;

    readonly object[] fetches;
    readonly GraphNode[] nodes;
    readonly GraphNode[] placeholders;
    readonly int slots;
    readonly bool taped;
    readonly CompiledRun? compiled;
    int runs;

    internal SessionPlan(Graph graph, object[] fetches, object[] feeds)
    {
        this.fetches = fetches;
        var given = new HashSet<object>(feeds, ReferenceEqualityComparer.Instance);
        nodes = [.. Needed(fetches, given).OrderBy(node => node.Index)];
        placeholders = Array.FindAll(nodes, node => node.Op is Placeholder);
        slots = graph.Recording.Slots;
        taped = Array.Exists(nodes, node => node.Op is TapedGradient);
        compiled = CompiledRun.Of(nodes, feeds, fetches, slots);
    }

    internal Tensor?[] Run(RunState state, (object Target, Tensor Value)[] feeds, CancellationToken cancellationToken)
    {
        var values = new Tensor?[slots];
        foreach (var (target, value) in feeds)
        {
            if (target is GraphTensor x)
            {
                values[x.Slot] = value;
            }
            else
            {
                state.Set((Variable)target, value);
            }
        }

        using (RunState.Enter(state))
        using (NodeObservers.Suspend())
        {
            RequireFed(values);
            if (compiled is not null && !cancellationToken.CanBeCanceled && Interlocked.Increment(ref runs) > RunsBefore && Ran(values))
            {
                return Array.ConvertAll(fetches, fetch => Value(state, fetch, values));
            }

            if (taped)
            {
                using var tape = new RunTape();
                NodeRunner.Run(nodes, values, cancellationToken);
            }
            else
            {
                NodeRunner.Run(nodes, values, cancellationToken);
            }

            return Array.ConvertAll(fetches, fetch => Value(state, fetch, values));
        }
    }

    bool Ran(Tensor?[] values)
    {
        using var engine = Engine.Use(null);
        return compiled!.TryRun(values);
    }

    static Tensor? Value(RunState state, object fetch, Tensor?[] values) => fetch switch
    {
        GraphTensor x => values[x.Slot]?.Resolve() ?? throw new InvalidOperationException($"Session: the tensor '{x.Name}' was fetched, and it lies in a branch that was not taken. Fetch what merges the branches."),
        Variable variable => variable.LivesInSessions ? state.Get(variable).Resolve() : variable.Resolve(),
        _ => null,
    };

    /// <summary>All nodes from the fetches back to what is fed.</summary>
    static HashSet<GraphNode> Needed(object[] fetches, HashSet<object> given)
    {
        var needed = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<GraphNode>();
        foreach (object fetch in fetches)
        {
            if (fetch is GraphNode node)
            {
                open.Push(node);
            }
            else if (fetch is GraphTensor x && !given.Contains(x))
            {
                open.Push(x.Node);
            }
        }

        while (open.TryPop(out var node))
        {
            if (!needed.Add(node))
            {
                continue;
            }

            foreach (var x in node.Inputs)
            {
                if (!given.Contains(x))
                {
                    open.Push(((GraphTensor)x).Node);
                }
            }

            foreach (var control in node.Controls)
            {
                open.Push(control);
            }
        }

        return needed;
    }

    void RequireFed(Tensor?[] values)
    {
        foreach (var node in placeholders)
        {
            if (values[node.Promises[0].Slot] is null)
            {
                var placeholder = (Placeholder)node.Op;
                throw new InvalidOperationException($"Session: the placeholder '{node.Name}' ({placeholder.ElementType.Name} {placeholder.Shape}) needs a value for what is fetched, and none was fed{(node.Made is { } place ? $"; it was made by {place}" : "")}. Feed it: new() {{ [{node.Name}] = value }}.");
            }
        }
    }
}
