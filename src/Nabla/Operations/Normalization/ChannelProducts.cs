using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>The sums over all axes but the last that the gradient of batch normalisation needs, in one visit: Σ d and Σ d·(x − mean).</summary>
/// <remarks>Inputs: d and x […, channels], mean [channels], float32 or float64 → two of [channels].</remarks>
public sealed record ChannelProducts : Op, IRowMajorInputs
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var type = BinaryOp.SameType(Name, x);
        var channels = ChannelMoments.Channels(Name, x[1]);
        if (!x[0].Shape.IsCompatibleWith(x[1].Shape) || !x[2].Shape.IsCompatibleWith(channels))
        {
            throw new ShapeException($"{Name}: {x[0].Shape}, {x[1].Shape} and a mean of shape {x[2].Shape}: two tensors of one shape and a number for each channel are expected.");
        }

        return [new(type, channels), new(type, channels)];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor d = context[0].Contiguous(), x = context[1].Contiguous(), mean = context[2].Contiguous(), sum = context.Output(0), product = context.Output(1);
        if (x.ElementType == ElementType.Float32)
        {
            ChannelSums.Products<float>(d.Elements<float>(), x.Elements<float>(), mean.Elements<float>(), sum.Elements<float>(), product.Elements<float>());
        }
        else
        {
            ChannelSums.Products<double>(d.Elements<double>(), x.Elements<double>(), mean.Elements<double>(), sum.Elements<double>(), product.Elements<double>());
        }

        GC.KeepAlive(d);
        GC.KeepAlive(x);
        GC.KeepAlive(mean);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        Tensor d = node.Inputs[0], x = node.Inputs[1], mean = node.Inputs[2];
        if (dy[1] is not { } g)
        {
            return [dy[0]?.BroadcastLike(x), null, null];
        }

        var ofD = (x - mean) * g;
        return [dy[0] is { } f ? ofD + f : ofD, d * g, -(g * node.Outputs[0])];
    }
}
