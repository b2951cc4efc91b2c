
namespace Nabla;

/// <summary>A node of a graph: an op, what it is applied to, and its name; TensorFlow calls it an operation.</summary>
public sealed class GraphNode : Node
{
    readonly GraphTensor[] outputs;

    internal GraphNode(Recording recording, Op op, Tensor[] inputs, GraphTensor[] outputs, int index)
        : base(op, inputs, outputs)
    {
        (Recording, this.outputs, Index) = (recording, outputs, index);
        foreach (var y in outputs)
        {
            y.Node = this;
        }
    }

    /// <summary>The name, unique in its graph.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>What has to run before it, besides what makes its inputs.</summary>
    public IReadOnlyList<GraphNode> ControlInputs => Controls;

    /// <summary>The recording that it belongs to.</summary>
    internal Recording Recording { get; }

    /// <summary>Its place in the recording: a node comes after all that it needs.</summary>
    internal int Index { get; }

    internal List<GraphNode> Controls { get; } = [];

    /// <summary>Where it was made; resolved to text only when an error prints.</summary>
    internal NodePlace? Made { get; init; }

    internal GraphTensor[] Promises => outputs;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
