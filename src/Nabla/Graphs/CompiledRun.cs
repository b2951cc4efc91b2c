using Nabla.Compilation;
using Nabla.Compilation.Passes;
using Nabla.Operations;

namespace Nabla.Graphs;

/// <summary>The nodes of a session's plan as a compiled function of what is fed: one plan for each combination of fed shapes.</summary>
/// <remarks>Results and errors are those of the nodes run one by one. What decides by values in C#, or has effects beside variables, is left to that.</remarks>
internal sealed class CompiledRun
{
    readonly GraphNode[] nodes;
    readonly GraphTensor[] fed, fetched;
    readonly int slots;
    readonly HashSet<GraphNode> kept;
    readonly Compiled<Func<Tensor[], Tensor[]>> compiled;
    bool failed;

    CompiledRun(GraphNode[] nodes, GraphTensor[] fed, GraphTensor[] fetched, HashSet<GraphNode> kept, int slots)
    {
        (this.nodes, this.fed, this.fetched, this.kept, this.slots) = (nodes, fed, fetched, kept, slots);
        compiled = Compiled.Of(Replay);
    }

    /// <summary>A run of these nodes; null where they cannot be compiled.</summary>
    internal static CompiledRun? Of(GraphNode[] nodes, object[] feeds, object[] fetches, int slots)
    {
        if (!Array.TrueForAll(nodes, node => CanCompile(node.Op)) || Array.Exists(feeds, feed => feed is not GraphTensor))
        {
            return null;
        }

        // What is run for its own sake, or because something waits for it, stays: it may fail, and must say so.
        HashSet<GraphNode> kept = [.. fetches.OfType<GraphNode>(), .. nodes.SelectMany(node => node.Controls)];
        GraphTensor[] fed = [.. feeds.Cast<GraphTensor>()];
        return new(nodes, fed, [.. fetches.OfType<GraphTensor>().Where(x => !fed.Contains(x)).Distinct()], kept, slots);
    }

    /// <summary>Runs the plan for what is fed; false where there is none.</summary>
    internal bool TryRun(Tensor?[] values)
    {
        if (failed)
        {
            return false;
        }

        var x = Array.ConvertAll(fed, feed => values[feed.Slot]!.Resolve());
        Specialized plan;
        try
        {
            plan = compiled.For(x);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Either values decide, or the feeds are wrong: run one by one, the node that fails says which.
            failed = error is PromisedValueException;
            return false;
        }

        var results = plan.Run(x);
        for (int i = 0; i < results.Length; i++)
        {
            values[fetched[i].Slot] = results[i];
        }

        return true;
    }

    static bool CanCompile(Op op) => op switch
    {
        FlowOp or TapedGradient => false,
        CompositeOp composite => composite.IsTransparent && op.Effect == Effect.None,
        NoOp => true,
        _ => op.Effect is Effect.None or Effect.ReadsState || op is IChangesVariables,
    };

    Tensor[] Replay(Tensor[] x)
    {
        var recording = (StepRecording)Engine.Current;
        var values = new Tensor?[slots];
        for (int i = 0; i < fed.Length; i++)
        {
            values[fed[i].Slot] = x[i];
        }

        foreach (var node in nodes)
        {
            if (node.Promises.Length > 0 && Array.TrueForAll(node.Promises, y => values[y.Slot] is not null))
            {
                continue;
            }

            (recording.Source, recording.Keeping) = (node, kept.Contains(node));
            var y = Run(recording, node, Array.ConvertAll(node.Inputs, t => values[((GraphTensor)t).Slot]!));
            for (int i = 0; i < y.Length; i++)
            {
                // What stands for a place (a variable of an imported graph, a resource) is looked into when it is used.
                values[node.Promises[i].Slot] = y[i] is Variable || y[i].ElementType is ElementType.Resource or ElementType.Variant
                    ? throw new PromisedValueException($"Session: '{node.Name}' gives a place, not a value.") : FoldConstants.Shown(y[i]);
            }
        }

        recording.Keeping = false;
        return Array.ConvertAll(fetched, t => values[t.Slot]!);
    }

    /// <summary>Records a node; where all is known already it is computed now, so that ops that decide by it can be recorded too.</summary>
    static Tensor[] Run(StepRecording recording, GraphNode node, Tensor[] x)
    {
        if (node.Op is Constant { Value: var value })
        {
            return [value];
        }

        if (recording.Keeping || node.Op.Effect != Effect.None || x.Length == 0 || Array.Exists(x, t => t is GraphTensor))
        {
            return recording.Run(node.Op, x);
        }

        using var engine = Engine.Use(null);
        return Engine.Current.Run(node.Op, x);
    }
}
