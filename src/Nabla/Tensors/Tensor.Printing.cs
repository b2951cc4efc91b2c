using System.Diagnostics;

namespace Nabla;

/// <content>Tensors as text.</content>
[DebuggerDisplay("{Describe(),nq}")]
public partial class Tensor
{
    /// <summary>The elements in nested brackets, as NumPy prints an array; of more than 1000 elements only those at the ends of each axis.</summary>
    public override string ToString() => TensorText.Of(Resolve());

    /// <summary>The elements with shape and element type: <c>tensor([1. 2.], shape=[2], float32)</c>.</summary>
    public string Describe()
    {
        string text = ToString();
        return $"tensor({(text.Contains('\n') ? "\n" : string.Empty)}{text}, shape={Shape}, {ElementType.Name})";
    }
}
