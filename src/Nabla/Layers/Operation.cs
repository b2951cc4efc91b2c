using System.Runtime.CompilerServices;

namespace Nabla.Layers;

/// <summary>A step of a drawn model between its layers, without weights: <c>a + b</c>.</summary>
internal abstract class Operation(string name) : Layer(name)
{
    private protected override bool Casts => false;

    internal override bool TreatsSamplesAlone => false;
}

/// <summary>An op that a symbolic tensor was given to.</summary>
internal sealed class NodeOperation : Operation
{
    static readonly ConditionalWeakTable<OperationNode, NodeOperation> Known = [];

    NodeOperation(OperationNode node)
        : base(LayerNames.Next(LayerNames.SnakeCase(node.Op.Name))) => Node = node;

    internal OperationNode Node { get; }

    internal override string ClassName => Node.Op.Name;

    /// <summary>The step of a node, always the same.</summary>
    internal static NodeOperation Of(OperationNode node) => Known.GetValue(node, n => new(n));

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(CallArguments call) => Node.Run(call.Tensors);
}
