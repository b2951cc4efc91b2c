using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What convolutions in two steps have in common: along the spatial axes, then across the channels.</summary>
public abstract class SeparableConvolutionLayer : ConvolvingLayer
{
    Variable? depthwise;
    Variable? pointwise;

    private protected SeparableConvolutionLayer(int axes, string kind, int filters, Extent kernelSize, Extent? strides, Padding? padding, DataFormat dataFormat, Extent? dilationRate, int depthMultiplier,
        Activations.Activation? activation, bool useBias, Initializer? depthwiseInitializer, Initializer? pointwiseInitializer, Initializer? biasInitializer,
        Regularizer? depthwiseRegularizer, Regularizer? pointwiseRegularizer, Regularizer? biasRegularizer, Regularizer? activityRegularizer,
        Constraint? depthwiseConstraint, Constraint? pointwiseConstraint, Constraint? biasConstraint, string? name)
        : base(axes, kind, kernelSize, strides, padding, axes == 1, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, activityRegularizer, biasConstraint, name)
    {
        Filters = WindowArguments.Count(kind, nameof(filters), filters);
        DepthMultiplier = WindowArguments.Count(kind, nameof(depthMultiplier), depthMultiplier);
        (DepthwiseInitializer, PointwiseInitializer) = (depthwiseInitializer ?? new GlorotUniform(), pointwiseInitializer ?? new GlorotUniform());
        (DepthwiseRegularizer, PointwiseRegularizer) = (depthwiseRegularizer, pointwiseRegularizer);
        (DepthwiseConstraint, PointwiseConstraint) = (depthwiseConstraint, pointwiseConstraint);
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Filters for each channel in the first step.</summary>
    public int DepthMultiplier { get; }

    /// <summary>The kernel of the first step, […kernelSize, channels, depthMultiplier].</summary>
    public Variable DepthwiseKernel => Made(depthwise);

    /// <summary>The kernel of the second step, [1…, channels · depthMultiplier, filters].</summary>
    public Variable PointwiseKernel => Made(pointwise);

    /// <summary>First value of DepthwiseKernel.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>First value of PointwiseKernel.</summary>
    public Initializer PointwiseInitializer { get; }

    /// <summary>Penalty on DepthwiseKernel.</summary>
    public Regularizer? DepthwiseRegularizer { get; }

    /// <summary>Penalty on PointwiseKernel.</summary>
    public Regularizer? PointwiseRegularizer { get; }

    /// <summary>What is done to DepthwiseKernel after each step.</summary>
    public Constraint? DepthwiseConstraint { get; }

    /// <summary>What is done to PointwiseKernel after each step.</summary>
    public Constraint? PointwiseConstraint { get; }

    private protected override long MakeKernels(long channels)
    {
        depthwise = AddWeight("depthwise_kernel", Lengths(channels, DepthMultiplier), DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint);
        var ones = Shape.Of([.. Enumerable.Repeat(1L, SpatialAxes)]);
        pointwise = AddWeight("pointwise_kernel", ones.Concat(Shape.Of([channels * DepthMultiplier, Filters])), PointwiseInitializer, PointwiseRegularizer, PointwiseConstraint);
        return Filters;
    }

    private protected override Tensor Convolve(Tensor x) => x.SeparableConv(Computed(DepthwiseKernel), Computed(PointwiseKernel), Strides, Padding, dilationRate: DilationRate);

    private protected override Shape OutputShape(TensorSpec x)
    {
        long channels = x.Shape.Lengths[^1];
        var lengths = Lengths(1, channels == Shape.Unknown ? channels : channels * DepthMultiplier);
        return new Convolution(new(Strides, DilationRate, Padding)).InferOne([x, new(x.ElementType, lengths)]).Shape[..^1].Concat([Filters]);
    }
}
