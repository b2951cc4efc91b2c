using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>One step of a simple recurrent layer: h = activation(x · Kernel + h · RecurrentKernel + Bias) (Elman, 1990).</summary>
/// <remarks>Shapes: x [batch, features], Kernel [features, units], RecurrentKernel [units, units], Bias [units]; state [batch, units].</remarks>
public sealed class SimpleRNNCell : WeightedCell
{
    /// <summary>A cell; its weights are made when the features are known.</summary>
    /// <param name="units">Length of the output, and of each state.</param>
    /// <param name="activation">What the sums go through; tanh by default. "linear" for none.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">First value of the inputs' weights; Glorot uniform by default.</param>
    /// <param name="recurrentInitializer">First value of the former output's weights; orthogonal by default.</param>
    /// <param name="biasInitializer">First value of the bias; zeros by default.</param>
    /// <param name="kernelRegularizer">Penalty on the inputs' weights.</param>
    /// <param name="recurrentRegularizer">Penalty on the former output's weights.</param>
    /// <param name="biasRegularizer">Penalty on the bias.</param>
    /// <param name="kernelConstraint">What is done to the inputs' weights after each step.</param>
    /// <param name="recurrentConstraint">What is done to the former output's weights after each step.</param>
    /// <param name="biasConstraint">What is done to the bias after each step.</param>
    /// <param name="dropout">Share of the inputs that are dropped while training, the same ones at every step of a sequence; 0 to below 1.</param>
    /// <param name="recurrentDropout">Share of the former outputs that are dropped while training, the same ones at every step.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="name">Name in summaries and paths.</param>
    /// <exception cref="ArgumentOutOfRangeException">Units below 1, or a share out of range.</exception>
    public SimpleRNNCell(
        int units,
        Activations.Activation? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? recurrentRegularizer = null,
        Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        string? name = null)
        : base(nameof(SimpleRNNCell), units, 1, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer, kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
    }

    private protected override bool IsStandard => Is(Activation, "tanh") || Is(Activation, "relu");

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states)
    {
        var sums = x.MatMul(Computed(Kernel));
        sums = ComputedBias is { } b ? sums + b : sums;
        var y = Activation.Call(sums + states[0].MatMul(Computed(RecurrentKernel)));
        return [y, y];
    }

    internal override RecurrentCell Copy() => new SimpleRNNCell(Units, Activation, UseBias, KernelInitializer.Clone(), RecurrentInitializer.Clone(), BiasInitializer.Clone(), KernelRegularizer, RecurrentRegularizer, BiasRegularizer, KernelConstraint, RecurrentConstraint, BiasConstraint, Dropout, RecurrentDropout, Seed, Name);

    private protected override RecurrentResult? Whole(Tensor x, IReadOnlyList<Tensor>? states, Tensor? mask, bool reverse) =>
        x.SimpleRnnSequence(Computed(Kernel), Computed(RecurrentKernel), ComputedBias, mask, states?[0], Activation.Name == "relu", reverse);
}
