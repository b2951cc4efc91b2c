namespace Nabla;

/// <summary>A node of a graph failed while it ran.</summary>
public sealed class NodeException : InvalidOperationException
{
    readonly GraphNode node;

    internal NodeException(GraphNode node, Exception inner)
        : base(inner.Message, inner) => this.node = node;

    /// <summary>The name of the node.</summary>
    public string NodeName => node.Name;

    /// <summary>What went wrong, the node, and where it was made.</summary>
    public override string Message => node.Name.Length == 0 ? base.Message : $"{base.Message} (Node '{node.Name}', {node.Op.Name}{Place()}.)";

    string Place() => node.Made is { } place ? $", made by {place}" : "";
}
