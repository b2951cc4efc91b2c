namespace Nabla;

/// <summary>A tensor of a model that is being drawn: it has a type and a shape, and remembers what makes it. Values come when the model is called.</summary>
internal sealed class SymbolicTensor : Tensor
{
    static readonly PromisedStorage NoValues = new("Tensor: the values of a symbolic tensor were asked: it stands for what a model will be given. Make a Functional model of it and call that with values.");

    internal SymbolicTensor(TensorSpec spec, SymbolicNode node, int index)
        : base(spec.Shape, spec.ElementType, NoValues) => (Node, Index) = (node, index);

    /// <summary>What makes it.</summary>
    internal SymbolicNode Node { get; }

    /// <summary>Which of the node's outputs it is.</summary>
    internal int Index { get; }

    /// <summary>Its type and shape: it has no values.</summary>
    public override string ToString() => $"symbolic {ElementType.Name} {Shape}";

    internal override Tensor Resolve() => throw NoValues.Refuse();
}
