using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What convolutions have in common in which each channel has filters of its own.</summary>
public abstract class DepthwiseConvolutionLayer : ConvolvingLayer
{
    Variable? kernel;

    private protected DepthwiseConvolutionLayer(int axes, string kind, Extent kernelSize, Extent? strides, Padding? padding, int depthMultiplier, DataFormat dataFormat, Extent? dilationRate,
        Activations.Activation? activation, bool useBias, Initializer? depthwiseInitializer, Initializer? biasInitializer, Regularizer? depthwiseRegularizer, Regularizer? biasRegularizer,
        Regularizer? activityRegularizer, Constraint? depthwiseConstraint, Constraint? biasConstraint, string? name)
        : base(axes, kind, kernelSize, strides, padding, false, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, activityRegularizer, biasConstraint, name)
    {
        DepthMultiplier = WindowArguments.Count(kind, nameof(depthMultiplier), depthMultiplier);
        DepthwiseInitializer = depthwiseInitializer ?? new GlorotUniform();
        DepthwiseRegularizer = depthwiseRegularizer;
        DepthwiseConstraint = depthwiseConstraint;
    }

    /// <summary>Filters for each channel.</summary>
    public int DepthMultiplier { get; }

    /// <summary>The weights of the sums, […kernelSize, channels, depthMultiplier].</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>First value of Kernel.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>Penalty on Kernel.</summary>
    public Regularizer? DepthwiseRegularizer { get; }

    /// <summary>What is done to Kernel after each step.</summary>
    public Constraint? DepthwiseConstraint { get; }

    private protected override long MakeKernels(long channels)
    {
        kernel = AddWeight("kernel", Lengths(channels, DepthMultiplier), DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint);
        return channels * DepthMultiplier;
    }

    private protected override Tensor Convolve(Tensor x) => x.DepthwiseConv(Computed(Kernel), Strides, Padding, dilationRate: DilationRate);

    private protected override Shape OutputShape(TensorSpec x)
    {
        long channels = x.Shape.Lengths[^1];
        var lengths = Lengths(1, channels == Shape.Unknown ? channels : channels * DepthMultiplier);
        return new Convolution(new(Strides, DilationRate, Padding)).InferOne([x, new(x.ElementType, lengths)]).Shape;
    }
}
