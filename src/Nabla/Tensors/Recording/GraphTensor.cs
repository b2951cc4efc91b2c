namespace Nabla;

/// <summary>The promise of a tensor: an output of a recorded node. It has a type and a shape, and values only while a session runs.</summary>
internal sealed class GraphTensor : Tensor
{
    const string NoValues = "it has no values before it is run. Fetch it with Session.Run, or move what depends on its values out of the recorded function; where every step shall decide anew, use Tensor.Where or Tensor.Cond.";

    static readonly PromisedStorage Unread = new("Tensor: the values of a recorded tensor were asked: " + NoValues);

    internal GraphTensor(TensorSpec spec, int slot)
        : base(spec.Shape, spec.ElementType, Unread) => Slot = slot;

    /// <summary>The node that makes it.</summary>
    internal GraphNode Node { get; set; } = null!;

    /// <summary>Which of the node's outputs it is.</summary>
    internal int Index { get; init; }

    /// <summary>Its place among all tensors of the recording.</summary>
    internal int Slot { get; }

    /// <summary>The name of the node and the number of the output: <c>add:0</c>.</summary>
    internal string Name => $"{Node.Name}:{Index}";

    internal override Tensor Resolve() => throw new PromisedValueException(
        Engine.Current is Recording
            ? $"The values of the recorded tensor '{(Node.Name.Length > 0 ? Name : Node.Op.Name)}' were asked: {Node.Recording.NoValues ?? NoValues}"
            : $"The tensor '{Name}' belongs to a graph, and nothing is being recorded: it has no values here. Fetch it with Session.Run, or open the graph (using graph.AsDefault()) to go on building.");
}
