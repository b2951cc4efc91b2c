namespace Nabla;

/// <summary>What is known of a tensor before its values are: element type, shape, and the tensor itself where it exists.</summary>
/// <param name="ElementType">Type of the elements.</param>
/// <param name="Shape">Lengths of the axes, unknown ones null.</param>
/// <param name="Value">The tensor, where its values are known already; some shapes depend on them.</param>
public readonly record struct TensorSpec(ElementType ElementType, Shape Shape, Tensor? Value = null)
{
    /// <summary>The type and shape in words: <c>float32 [2, 3]</c>.</summary>
    public override string ToString() => $"{ElementType.Name} {Shape}";
}
