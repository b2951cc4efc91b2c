using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What transposed convolutions along 1 to 3 axes have in common.</summary>
public abstract class ConvolutionTransposeLayer : ConvolvingLayer
{
    Variable? kernel;

    private protected ConvolutionTransposeLayer(int axes, string kind, int filters, Extent kernelSize, Extent? strides, Padding? padding, Extent? outputPadding, DataFormat dataFormat, Extent? dilationRate,
        Activations.Activation? activation, bool useBias, Initializer? kernelInitializer, Initializer? biasInitializer, Regularizer? kernelRegularizer, Regularizer? biasRegularizer,
        Regularizer? activityRegularizer, Constraint? kernelConstraint, Constraint? biasConstraint, string? name)
        : base(axes, kind, kernelSize, strides, padding, false, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, activityRegularizer, biasConstraint, name)
    {
        Filters = WindowArguments.Count(kind, nameof(filters), filters);
        OutputPadding = outputPadding is null ? null : Extent.Over(kind, "outputPadding", outputPadding, axes, least: 0);
        for (int k = 0; k < axes && OutputPadding is not null; k++)
        {
            if (OutputPadding[k] >= Strides[k])
            {
                throw new ArgumentException($"{kind}: outputPadding {OutputPadding} with strides {Strides}: it must be less than the strides along every axis.", nameof(outputPadding));
            }
        }

        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        KernelRegularizer = kernelRegularizer;
        KernelConstraint = kernelConstraint;
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>How much longer the output is; null for the least that inverts the lengths.</summary>
    public Extent? OutputPadding { get; }

    /// <summary>The weights of the sums, […kernelSize, filters, channels].</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>First value of Kernel.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>Penalty on Kernel.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>What is done to Kernel after each step.</summary>
    public Constraint? KernelConstraint { get; }

    private protected override long MakeKernels(long channels)
    {
        kernel = AddWeight("kernel", Lengths(Filters, channels), KernelInitializer, KernelRegularizer, KernelConstraint);
        return Filters;
    }

    private protected override Tensor Convolve(Tensor x) => x.ConvTranspose(Computed(Kernel), Strides, Padding, OutputPadding, dilationRate: DilationRate);

    private protected override Shape OutputShape(TensorSpec x) =>
        new ConvolutionTranspose(new(Strides, DilationRate, Padding), OutputPadding).InferOne([x, new(x.ElementType, Lengths(Filters, x.Shape.Lengths[^1]))]).Shape;
}
