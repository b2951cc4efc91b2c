using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>Mean and variance of each channel over all other axes, in one visit of x: mean = Σ x ÷ count, variance = Σ (x − mean)² ÷ count.</summary>
/// <remarks>Shapes: x […, channels], float32 or float64 → two of [channels]; NaN where there are no rows.</remarks>
public sealed record ChannelMoments : Op, IRowMajorInputs
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var channels = Channels(Name, x[0]);
        return [new(x[0].ElementType, channels), new(x[0].ElementType, channels)];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0].Contiguous();
        Tensor mean = context.Output(0), variance = context.Output(1);
        if (x.ElementType == ElementType.Float32)
        {
            ChannelSums.Moments<float>(x.Elements<float>(), (nint)mean.Size, mean.Elements<float>(), variance.Elements<float>());
        }
        else
        {
            ChannelSums.Moments<double>(x.Elements<double>(), (nint)mean.Size, mean.Elements<double>(), variance.Elements<double>());
        }

        GC.KeepAlive(x);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy)
    {
        Tensor x = node.Inputs[0], mean = node.Outputs[0];
        var count = x.LengthOf(0);
        for (int k = 1; k < x.Rank - 1; k++)
        {
            count *= x.LengthOf(k);
        }

        var rows = count.Cast(x.ElementType);
        var ofMean = dy[0] is { } m ? (m / rows).BroadcastLike(x) : null;
        var ofVariance = dy[1] is { } v ? (x - mean) * (v * 2 / rows) : null;
        return [ofMean is null ? ofVariance : ofVariance is null ? ofMean : ofVariance + ofMean];
    }

    /// <summary>The shape of what there is one of for each channel.</summary>
    internal static Shape Channels(string op, TensorSpec x) => x.ElementType is not (ElementType.Float32 or ElementType.Float64)
        ? throw new ElementTypeException($"{op}: {x.ElementType.Name} elements: float32 or float64 is expected. Cast the tensor first.")
        : x.Shape.Rank >= 2 ? x.Shape[^1..]
        : throw new ShapeException($"{op}: a tensor of shape {x.Shape}: rows and channels are expected, two axes or more.");
}
