using System.Runtime.CompilerServices;

namespace Nabla.Operations;

/// <summary>The nodes that depend on what is watched, in the order in which they ran.</summary>
internal sealed class Trace(bool watchVariables) : INodeObserver
{
    readonly HashSet<object> connected = new(ReferenceEqualityComparer.Instance);

    /// <summary>The nodes so far.</summary>
    internal List<Node> Nodes { get; } = [];

    /// <summary>From now on, what depends on this tensor or variable is recorded.</summary>
    internal void Watch(Tensor x) => connected.Add(x.Origin ?? x);

    /// <summary>Forgets everything recorded.</summary>
    internal void Clear()
    {
        Nodes.Clear();
        connected.Clear();
    }

    public void Observe(Node node)
    {
        if (!DependsOnWatched(node))
        {
            return;
        }

        bool differentiable = false;
        foreach (var y in node.Outputs)
        {
            if (y.ElementType.IsDifferentiable)
            {
                connected.Add(y);
                differentiable = true;
            }
        }

        if (differentiable)
        {
            Nodes.Add(node);
        }
    }

    bool DependsOnWatched(Node node)
    {
        foreach (var x in node.Inputs)
        {
            if (!x.ElementType.IsDifferentiable)
            {
                continue;
            }

            if (x.Origin is { } variable ? (watchVariables && variable.Trainable) || connected.Contains(variable) : connected.Contains(x))
            {
                return true;
            }
        }

        return false;
    }
}
