namespace Nabla;

/// <summary>A step of a model that is being drawn: what it is applied to and what comes out.</summary>
internal abstract class SymbolicNode
{
    /// <summary>What goes in: symbolic tensors, tensors with values, variables; null where an optional input is not given.</summary>
    internal IReadOnlyList<Tensor?> Inputs { get; private protected init; } = [];

    /// <summary>What comes out.</summary>
    internal IReadOnlyList<SymbolicTensor> Outputs { get; private protected set; } = [];

    /// <summary>Whether one of these stands for a value that is not there yet.</summary>
    internal static bool IsGiven(ReadOnlySpan<Tensor> inputs)
    {
        foreach (var x in inputs)
        {
            if (x is SymbolicTensor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the step on values, in the order of <see cref="Inputs"/>.</summary>
    internal abstract IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor?> inputs);

    private protected SymbolicTensor[] Promise(IReadOnlyList<TensorSpec> specs) => [.. specs.Select((spec, i) => new SymbolicTensor(spec, this, i))];
}
