using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>One step of a convolutional long short-term memory: products become convolutions.</summary>
sealed class ConvLSTMCell(
    int axes,
    string kind,
    int filters,
    Extent kernelSize,
    Extent? strides,
    Padding? padding,
    DataFormat dataFormat,
    Extent? dilationRate,
    Activations.Activation? activation,
    Activations.Activation? recurrentActivation,
    bool useBias,
    Initializer? kernelInitializer,
    Initializer? recurrentInitializer,
    Initializer? biasInitializer,
    bool unitForgetBias,
    Regularizer? kernelRegularizer,
    Regularizer? recurrentRegularizer,
    Regularizer? biasRegularizer,
    Constraint? kernelConstraint,
    Constraint? recurrentConstraint,
    Constraint? biasConstraint,
    double dropout,
    double recurrentDropout,
    int? seed) : WeightedCell(kind, filters, 4, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer,
        kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, "conv_lstm_cell")
{
    internal Extent KernelSize { get; } = Extent.Over(kind, nameof(kernelSize), kernelSize, axes);

    internal Extent Strides { get; } = Extent.Over(kind, nameof(strides), strides, axes);

    internal Extent DilationRate { get; } = Extent.Over(kind, nameof(dilationRate), dilationRate, axes);

    internal Padding Padding { get; } = WindowArguments.Rule(kind, padding, false);

    internal DataFormat DataFormat => dataFormat;

    internal Activations.Activation RecurrentActivation { get; } = recurrentActivation ?? "sigmoid";

    internal bool UnitForgetBias => unitForgetBias;

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [Units, Units];

    private protected override Initializer FirstBias => LSTMCell.ForgetBias(BiasInitializer, unitForgetBias, Units);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> GetInitialState(Tensor x)
    {
        var shape = OutputShape(x.Shape);
        var zeros = shape.IsKnown ? Tensor.Zeros(shape, x.ElementType) : Convolved(x, Tensor.Zeros(KernelShapes(x.Shape).Kernel, x.ElementType)).Split(4, ChannelAxis)[0];
        return [zeros, zeros];
    }

    internal override IReadOnlyList<Shape> StateShapes(Shape step) => [OutputShape(step), OutputShape(step)];

    internal override Shape OutputShape(Shape step)
    {
        var kernel = KernelShapes(step).Kernel[..^1].Concat([Units]);
        var last = ChannelAxes.Last(Name, step, dataFormat, axes);
        return ChannelAxes.In(new Convolution(new(Strides, DilationRate, Padding)).InferOne([new(ElementType.Float32, last), new(ElementType.Float32, kernel)]).Shape, dataFormat);
    }

    internal override RecurrentCell Copy() => Again();

    internal ConvLSTMCell Again() => new(axes, $"ConvLSTM{axes}D", Units, KernelSize, Strides, padding, dataFormat, DilationRate, Activation, RecurrentActivation, UseBias, KernelInitializer.Clone(), RecurrentInitializer.Clone(),
        BiasInitializer.Clone(), unitForgetBias, KernelRegularizer, RecurrentRegularizer, BiasRegularizer, KernelConstraint, RecurrentConstraint, BiasConstraint, Dropout, RecurrentDropout, Seed);

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states)
    {
        var sums = Convolved(x, Computed(Kernel));
        sums = ComputedBias is { } b ? sums + (dataFormat == DataFormat.ChannelsLast ? b : b.Reshape(Shape.Of([b.Shape[0], .. Enumerable.Repeat(1L, axes)]))) : sums;
        return LSTMCell.Gated(sums + states[0].Conv(Computed(RecurrentKernel), padding: Padding.Same, dataFormat: dataFormat), states[1], Activation, RecurrentActivation, ChannelAxis);
    }

    private protected override (Shape Kernel, Shape Recurrent) KernelShapes(Shape step)
    {
        if (step.Rank != axes + 2)
        {
            throw new ShapeException($"{Name}: input {step} at each step: [batch, {axes} spatial axes and channels] is expected, so sequences have {axes + 3} axes.");
        }

        long channels = ChannelAxes.Known(Name, step, dataFormat, axes);
        var window = Shape.Of([.. KernelSize]);
        return (window.Concat(Shape.Of([channels, 4L * Units])), window.Concat(Shape.Of([Units, 4L * Units])));
    }

    Tensor Convolved(Tensor x, Tensor kernel) => x.Conv(kernel, Strides, Padding, dataFormat, DilationRate);

    int ChannelAxis => dataFormat == DataFormat.ChannelsLast ? -1 : 1;
}
