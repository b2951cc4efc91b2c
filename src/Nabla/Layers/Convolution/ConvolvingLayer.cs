using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What layers that move a kernel over their input have in common.</summary>
public abstract class ConvolvingLayer : Layer
{
    readonly Activations.Activation? activation;
    readonly Regularizer? activityRegularizer;
    Variable? bias;

    private protected ConvolvingLayer(int axes, string kind, Extent kernelSize, Extent? strides, Padding? padding, bool causal, DataFormat dataFormat, Extent? dilationRate,
        Activations.Activation? activation, bool useBias, Initializer? biasInitializer, Regularizer? biasRegularizer, Regularizer? activityRegularizer, Constraint? biasConstraint, string? name)
        : base(name)
    {
        SpatialAxes = axes;
        KernelSize = Extent.Over(kind, "kernelSize", kernelSize, axes);
        Strides = Extent.Over(kind, "strides", strides, axes);
        DilationRate = Extent.Over(kind, "dilationRate", dilationRate, axes);
        Padding = WindowArguments.Rule(kind, padding, causal);
        DataFormat = dataFormat;
        UseBias = useBias;
        BiasInitializer = biasInitializer ?? new Zeros();
        BiasRegularizer = biasRegularizer;
        BiasConstraint = biasConstraint;
        this.activation = activation;
        this.activityRegularizer = activityRegularizer;
    }

    /// <summary>Elements of the kernel along each spatial axis.</summary>
    public Extent KernelSize { get; }

    /// <summary>From a place of the output to the next.</summary>
    public Extent Strides { get; }

    /// <summary>What lies beyond the ends.</summary>
    public Padding Padding { get; }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>From an element of the kernel to the next.</summary>
    public Extent DilationRate { get; }

    /// <summary>What is applied to the sums.</summary>
    public Activations.Activation? Activation => activation;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>What is added to each channel of the output.</summary>
    public Variable Bias => Made(bias);

    /// <summary>First value of Bias.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>Penalty on Bias.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>What is done to Bias after each step.</summary>
    public Constraint? BiasConstraint { get; }

    internal Regularizer? OutputRegularizer => activityRegularizer;

    /// <inheritdoc/>
    protected override Regularizer? ActivityRegularizer => activityRegularizer;

    private protected int SpatialAxes { get; }

    /// <inheritdoc/>
    public sealed override Shape ComputeOutputShape(Shape inputShape) =>
        ChannelAxes.In(OutputShape(new(ElementType.Float32, ChannelAxes.Last(Name, inputShape, DataFormat, SpatialAxes))), DataFormat);

    /// <inheritdoc/>
    protected sealed override void Build(Shape inputShape)
    {
        long filters = MakeKernels(ChannelAxes.Known(Name, inputShape, DataFormat, SpatialAxes));
        bias = UseBias ? AddWeight("bias", Shape.Of([filters]), BiasInitializer, BiasRegularizer, BiasConstraint) : null;
    }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor x)
    {
        long channels = ChannelAxes.Last(Name, x.Shape, DataFormat, SpatialAxes).Lengths[^1], own = ChannelAxes.Last(Name, InputShape ?? x.Shape, DataFormat, SpatialAxes).Lengths[^1];
        if (channels != own)
        {
            throw new ShapeException($"{Name}: input {x.Shape}: {own} channels are expected, as when the layer was built. Check the data format.");
        }

        var y = Convolve((x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType)).Last(DataFormat));
        y = (bias is null ? y : y + Computed(bias)).In(DataFormat);
        return activation is null ? y : activation.Call(y);
    }

    /// <summary>Makes the kernels for so many channels and tells the channels of the output.</summary>
    private protected abstract long MakeKernels(long channels);

    /// <summary>The maths before the bias, with the channels last.</summary>
    private protected abstract Tensor Convolve(Tensor x);

    /// <summary>The shape of the output, both with their channels last.</summary>
    private protected abstract Shape OutputShape(TensorSpec x);

    /// <summary>The lengths of a kernel: those of its window, then two more.</summary>
    private protected Shape Lengths(long inner, long outer) => Shape.Of([.. KernelSize]).Concat(Shape.Of([inner, outer]));
}
