namespace Nabla.Operations;

/// <summary>Cross-entropy of softmax(logits) with class numbers, −ln softmax(x)[label], and the gradient for the logits, in one visit of each row.</summary>
/// <remarks>Shapes: logits [.., classes], labels [..], int32 or int64; outputs: losses [..] and softmax(x), less 1 at the label, [.., classes]. Stable over the whole range.</remarks>
public sealed record SparseSoftmaxCrossEntropy : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var type = x[0].ElementType;
        if (!type.IsFloating || x[1].ElementType is not (ElementType.Int32 or ElementType.Int64))
        {
            throw new ElementTypeException($"{Name}: {type.Name} logits and {x[1].ElementType.Name} labels: it needs floating logits and int32 or int64 labels. Cast them first.");
        }

        return x[0].Shape.Rank > 0 && x[0].Shape[..^1].IsCompatibleWith(x[1].Shape)
            ? [new(type, x[0].Shape[..^1]), new(type, x[0].Shape)]
            : throw new ShapeException($"{Name}: logits {x[0].Shape} and labels {x[1].Shape}: logits must be [.., classes] and labels [..].");
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    public override void Run(RunContext context)
    {
        var run = new Kernel(context[0].Contiguous(), context[1].Contiguous(), context.Output(0), context.Output(1));
        ElementDispatch.Run(context[0].ElementType, ref run);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        var dx = dy[0] is { } loss ? loss.ExpandDims(-1) * node.Outputs[1] : null;
        if (dy[1] is { } second)
        {
            var curve = Engine.Current.RunOne(new SoftmaxGradient(-1), node.Inputs[0].Softmax(-1), second);
            dx = dx is null ? curve : dx + curve;
        }

        return [dx, null];
    }

    readonly struct Kernel(Tensor x, Tensor labels, Tensor loss, Tensor slope) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            if (labels.Size == 0)
            {
                return;
            }

            if (labels.ElementType == ElementType.Int32)
            {
                Kernels.SoftmaxCrossEntropy.Sparse<T, int>(x.Elements<T>(), labels.Elements<int>(), x.Shape[^1], loss.Elements<T>(), slope.Elements<T>());
            }
            else
            {
                Kernels.SoftmaxCrossEntropy.Sparse<T, long>(x.Elements<T>(), labels.Elements<long>(), x.Shape[^1], loss.Elements<T>(), slope.Elements<T>());
            }
        }
    }
}
