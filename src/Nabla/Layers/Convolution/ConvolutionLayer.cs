using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What convolutions along 1 to 3 axes have in common.</summary>
public abstract class ConvolutionLayer : ConvolvingLayer
{
    Variable? kernel;

    private protected ConvolutionLayer(int axes, string kind, int filters, Extent kernelSize, Extent? strides, Padding? padding, DataFormat dataFormat, Extent? dilationRate, int groups,
        Activations.Activation? activation, bool useBias, Initializer? kernelInitializer, Initializer? biasInitializer, Regularizer? kernelRegularizer, Regularizer? biasRegularizer,
        Regularizer? activityRegularizer, Constraint? kernelConstraint, Constraint? biasConstraint, string? name)
        : base(axes, kind, kernelSize, strides, padding, axes == 1, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, activityRegularizer, biasConstraint, name)
    {
        Filters = WindowArguments.Count(kind, nameof(filters), filters);
        Groups = WindowArguments.Count(kind, nameof(groups), groups);
        WindowArguments.Exclude(kind, Strides, DilationRate);
        if (filters % groups != 0)
        {
            throw new ArgumentException($"{kind}: {filters} filters in {groups} groups: the groups must divide the filters.", nameof(groups));
        }

        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        KernelRegularizer = kernelRegularizer;
        KernelConstraint = kernelConstraint;
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Parts of the channels that are convolved on their own.</summary>
    public int Groups { get; }

    /// <summary>The weights of the sums, […kernelSize, channels ÷ groups, filters].</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>First value of Kernel.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>Penalty on Kernel.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>What is done to Kernel after each step.</summary>
    public Constraint? KernelConstraint { get; }

    private protected override long MakeKernels(long channels)
    {
        kernel = AddWeight("kernel", Lengths(OfGroup(channels), Filters), KernelInitializer, KernelRegularizer, KernelConstraint);
        return Filters;
    }

    private protected override Tensor Convolve(Tensor x) => x.Conv(Computed(Kernel), Strides, Padding, dilationRate: DilationRate);

    private protected override Shape OutputShape(TensorSpec x)
    {
        long channels = x.Shape.Lengths[^1];
        var lengths = Lengths(channels == Shape.Unknown ? channels : OfGroup(channels), Filters);
        return new Convolution(new(Strides, DilationRate, Padding)).InferOne([x, new(x.ElementType, lengths)]).Shape;
    }

    long OfGroup(long channels) => channels % Groups == 0 ? channels / Groups
        : throw new ShapeException($"{Name}: an input of {channels} channels in {Groups} groups: the groups must divide the channels.");
}
