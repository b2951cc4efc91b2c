namespace Nabla;

/// <content>Full derivatives.</content>
public sealed partial class GradientTape
{
    /// <summary>All partial derivatives ∂target[i…]/∂source[j…].</summary>
    /// <param name="target">What is differentiated.</param>
    /// <param name="source">With respect to what: a variable, or a watched tensor.</param>
    /// <param name="unconnected">What elements that do not depend on the source give.</param>
    /// <returns>Shape: that of the target followed by that of the source. One reverse walk for each element of the target.</returns>
    /// <exception cref="InvalidOperationException">The target does not depend on the source, or a tape that is not persistent was asked already.</exception>
    public Tensor Jacobian(Tensor target, Tensor source, UnconnectedGradients unconnected = UnconnectedGradients.None)
    {
        Use([target], null);
        long count = target.Size;
        var flat = new List<Tensor>((int)count);
        for (int i = 0; i < count; i++)
        {
            var one = Tensor.Constant(i).OneHot((int)count, elementType: target.ElementType).Reshape(target.Shape);
            var row = Row(target, one, source);
            if (row is null && unconnected == UnconnectedGradients.None)
            {
                _ = new Gradients([null], [source])[0];
            }

            flat.Add(row ?? source.ZerosLike());
        }

        if (!persistent)
        {
            trace.Clear();
        }

        var shape = target.Shape.Concat(source.Shape);
        return count == 0 ? Tensor.Zeros(shape, source.ElementType) : Tensor.Stack(flat, 0).Reshape(shape);
    }

    Tensor? Row(Tensor target, Tensor outputGradient, Tensor source) => Operations.ReverseWalk.Run(trace.Nodes, [target], [outputGradient], [source])[0];
}
