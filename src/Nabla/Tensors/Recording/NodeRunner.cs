namespace Nabla;

/// <summary>Runs recorded nodes one after another.</summary>
internal static class NodeRunner
{
    /// <summary>Computes the outputs of nodes that are not there yet. A null after that is dead: a branch that was not taken.</summary>
    /// <param name="nodes">Each after those that it needs.</param>
    /// <param name="values">The tensors by slot; what is fed stands there already.</param>
    /// <param name="cancellationToken">Stops between two nodes.</param>
    internal static void Run(IReadOnlyList<GraphNode> nodes, Tensor?[] values, CancellationToken cancellationToken = default)
    {
        HashSet<GraphNode>? dead = null;
        using var engine = Engine.Use(null);
        foreach (var node in nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsFed(node, values))
            {
                continue;
            }

            var x = new Tensor?[node.Inputs.Length];
            bool alive = node.Op is FlowOp { IgnoresDeadControls: true } || !(dead is not null && node.Controls.Exists(dead.Contains));
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = values[((GraphTensor)node.Inputs[i]).Slot];
                alive &= x[i] is not null || node.Op is FlowOp;
            }

            var y = !alive ? null : RunOne(node, x!);
            if (y is null || (node.Op is FlowOp && y.Length > 0 && Array.TrueForAll(y, t => t is null)))
            {
                (dead ??= []).Add(node);
                continue;
            }

            for (int i = 0; i < y.Length; i++)
            {
                values[node.Promises[i].Slot] = y[i];
            }
        }
    }

    static bool IsFed(GraphNode node, Tensor?[] values)
    {
        foreach (var y in node.Promises)
        {
            if (values[y.Slot] is null)
            {
                return false;
            }
        }

        return node.Promises.Length > 0;
    }

    static Tensor?[] RunOne(GraphNode node, Tensor[] x)
    {
        try
        {
            return node.Op is FlowOp flow ? flow.Flow(x) : Engine.Current.Run(node.Op, x);
        }
        catch (Exception error) when (error is not (OperationCanceledException or NodeException or OutOfMemoryException))
        {
            throw new NodeException(node, error);
        }
    }
}
