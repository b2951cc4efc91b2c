namespace Nabla;

/// <summary>An op applied to symbolic tensors.</summary>
internal sealed class OperationNode : SymbolicNode
{
    OperationNode(Op op, Tensor[] inputs)
    {
        (Op, Inputs) = (op, inputs);
        Outputs = Promise(RankInference.Infer(op, Array.ConvertAll(inputs, x => new TensorSpec(x.ElementType, x.Shape, x is SymbolicTensor or Variable ? null : x.Resolve()))));
    }

    internal Op Op { get; }

    /// <summary>Notes an op; its outputs are symbolic.</summary>
    internal static Tensor[] Apply(Op op, ReadOnlySpan<Tensor> inputs) => [.. new OperationNode(op, inputs.ToArray()).Outputs];

    internal override IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor?> inputs) => Engine.Current.Run(Op, [.. inputs!]);
}
