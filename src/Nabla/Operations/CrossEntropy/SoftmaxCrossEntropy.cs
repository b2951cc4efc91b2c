namespace Nabla.Operations;

/// <summary>Cross-entropy of softmax(logits) with shares of classes, −Σ t · ln softmax(x), and the gradient for the logits, in one visit of each row.</summary>
/// <remarks>Shapes: logits and labels [.., classes]; outputs: losses [..] and softmax(x) − t [.., classes]. As in TensorFlow the second is the gradient
/// only for labels whose sum is 1, and counts as a constant of the labels where it is differentiated again. Stable over the whole range.</remarks>
public sealed record SoftmaxCrossEntropy : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var type = BinaryOp.SameType(Name, x);
        if (!type.IsFloating)
        {
            throw new ElementTypeException($"{Name}: {type.Name} tensors: it needs floating types. Cast them first.");
        }

        return x[0].Shape.Rank > 0 && x[0].Shape.IsCompatibleWith(x[1].Shape)
            ? [new(type, x[0].Shape[..^1]), new(type, x[0].Shape)]
            : throw new ShapeException($"{Name}: logits {x[0].Shape} and labels {x[1].Shape}: both must be [.., classes].");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var run = new Kernel(context[0].Contiguous(), context[1].Contiguous(), context.Output(0), context.Output(1));
        ElementDispatch.Run(context[0].ElementType, ref run);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        Tensor x = node.Inputs[0], slope = node.Outputs[1];
        Tensor? dx = null, dt = null;
        if (dy[0]?.ExpandDims(-1) is { } loss)
        {
            (dx, dt) = (loss * slope, -(loss * x.LogSoftmax(-1)));
        }

        if (dy[1] is { } second)
        {
            var curve = Engine.Current.RunOne(new SoftmaxGradient(-1), x.Softmax(-1), second);
            dx = dx is null ? curve : dx + curve;
        }

        return [dx, dt];
    }

    readonly struct Kernel(Tensor x, Tensor labels, Tensor loss, Tensor slope) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            if (x.Size > 0)
            {
                Kernels.SoftmaxCrossEntropy.Dense<T>(x.Elements<T>(), labels.Elements<T>(), x.Shape[^1], loss.Elements<T>(), slope.Elements<T>());
            }
            else
            {
                loss.Elements<T>().Clear();
            }
        }
    }
}
