using Nabla.Operations;

namespace Nabla.Graphs;

/// <summary>Takes note of ops as the nodes of a graph, with names as TensorFlow gives them.</summary>
internal sealed class GraphRecording(Graph graph) : Recording
{
    string? next;

    internal Graph Graph => graph;

    /// <summary>The whole name of the next node, instead of one made from its op.</summary>
    internal string? NextName
    {
        set => next = value;
    }

    private protected override NodePlace? Place => NodePlace.Here();

    internal override bool Keeps(CompositeOp op) => true;

    internal override Tensor Read(Variable variable)
    {
        if (variable.LivesInSessions && !graph.Owns(variable))
        {
            throw new InvalidOperationException($"Variable '{variable.Name}' belongs to another graph: a graph computes with its own variables only. Make it in this graph.");
        }

        return base.Read(variable);
    }

    internal override bool Declare(Variable variable, Tensor initialValue)
    {
        graph.Declare(variable, initialValue);
        return true;
    }

    internal override Variable? RandomState(int? seed)
    {
        int start = seed ?? graph.NextSeed();
        Tensor value;
        using (Use(null))
        {
            value = Tensor.Constant<uint>([unchecked((uint)start), 0]);
        }

        return graph.HiddenVariable(value);
    }

    private protected override void Added(GraphNode node)
    {
        graph.RequireOpen();
        node.Name = next ?? graph.UniqueName(graph.Scope + NodeNames.Of(node.Op));
        next = null;
        graph.Register(node);
    }
}
