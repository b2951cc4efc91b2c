using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>Takes note of one call of a function that is being compiled.</summary>
internal sealed class StepRecording : Recording
{
    readonly Dictionary<GraphNode, (GraphNode? Source, bool IsKept)> noted = [];

    /// <summary>The node of a graph that is being recorded again; errors name it.</summary>
    internal GraphNode? Source { get; set; }

    /// <summary>Whether what is recorded now runs even where nobody uses it.</summary>
    internal bool Keeping { get; set; }

    /// <summary>Variables that were made while recording.</summary>
    internal int Made { get; private set; }

    internal override string? NoValues =>
        "C# code runs once, while the function is compiled, and has no values then. Move what depends on values out of the compiled function; where every step shall decide anew, use Tensor.Where or Tensor.Cond.";

    /// <summary>Where a node comes from, and whether it is kept.</summary>
    internal (GraphNode? Source, bool IsKept) Noted(GraphNode node) => noted.GetValueOrDefault(node);

    private protected override void Added(GraphNode node)
    {
        if (Source is not null)
        {
            noted.Add(node, (Source, Keeping));
        }
    }

    internal override bool Declare(Variable variable, Tensor initialValue)
    {
        Made++;
        return false;
    }

    internal override Scope Lasting() => Use(null);

    internal override Tensor StartOf(Tensor initialValue)
    {
        if (initialValue is not GraphTensor promise)
        {
            return initialValue.Resolve();
        }

        var needed = new HashSet<GraphNode>();
        Collect(promise.Node, needed);
        var values = new Tensor?[Slots];
        NodeRunner.Run([.. Nodes.Where(needed.Contains)], values);
        return values[promise.Slot]!;
    }

    static void Collect(GraphNode node, HashSet<GraphNode> needed)
    {
        if (!needed.Add(node))
        {
            return;
        }

        if (node.Op is Placeholder || node.Op.Effect is not (Effect.None or Effect.ReadsState))
        {
            throw new InvalidOperationException(
                $"Compiled: a variable is made inside the function, and starts with {(node.Op is Placeholder ? "a value computed from the function's inputs" : "a random value")}: it would be made once, but the function runs often. Make the variable outside, before the first call.");
        }

        foreach (var x in node.Inputs)
        {
            Collect(((GraphTensor)x).Node, needed);
        }
    }
}
