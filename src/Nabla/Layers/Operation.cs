using System.Runtime.CompilerServices;

namespace Nabla.Layers;

/// <summary>An op of a drawn model as one of its steps: <c>a + b</c> between two layers.</summary>
internal sealed class Operation : Layer
{
    static readonly ConditionalWeakTable<OperationNode, Operation> Known = [];

    internal Operation(OperationNode node, string? name = null)
        : base(name ?? LayerNames.Next(LayerNames.SnakeCase(node.Op.Name))) => Node = node;

    internal OperationNode Node { get; }

    internal override string ClassName => Node.Op.Name;

    private protected override bool Casts => false;

    /// <summary>The step of a node, always the same.</summary>
    internal static Operation Of(OperationNode node) => Known.GetValue(node, n => new(n));

    /// <summary>Gives the step of a node a name of a file.</summary>
    internal static void Rename(OperationNode node, string name) => Known.AddOrUpdate(node, new(node, name));

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(CallArguments call) => Node.Run(call.Tensors);
}
