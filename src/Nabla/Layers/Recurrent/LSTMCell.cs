using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>One step of a long short-term memory layer: c = f·c + i·activation(g) and h = o·activation(c), with gates i, f, o and candidate g from x · Kernel + h · RecurrentKernel + Bias (Hochreiter and Schmidhuber, 1997).</summary>
/// <remarks>Shapes: x [batch, features], Kernel [features, 4·units], columns by gates i, f, g, o, RecurrentKernel [units, 4·units], Bias [4·units]; states and result: the output, and the cell state, each [batch, units].</remarks>
public sealed class LSTMCell : WeightedCell
{
    /// <summary>A cell; its weights are made when the features are known.</summary>
    /// <param name="units">Length of the output, and of each state.</param>
    /// <param name="activation">What the candidate and the shown cell state go through; tanh by default. "linear" for none.</param>
    /// <param name="recurrentActivation">What the gates go through; sigmoid by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">First value of the inputs' weights; Glorot uniform by default.</param>
    /// <param name="recurrentInitializer">First value of the former output's weights; orthogonal by default.</param>
    /// <param name="biasInitializer">First value of the bias; zeros by default.</param>
    /// <param name="unitForgetBias">Whether the forget gate's bias is 1 at first, so that the cell keeps what it has (Jozefowicz and others, 2015).</param>
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
    public LSTMCell(
        int units,
        Activations.Activation? activation = null,
        Activations.Activation? recurrentActivation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        bool unitForgetBias = true,
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
        : base(nameof(LSTMCell), units, 4, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer, kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
        RecurrentActivation = recurrentActivation ?? "sigmoid";
        UnitForgetBias = unitForgetBias;
    }

    /// <summary>What the gates go through.</summary>
    public Activations.Activation RecurrentActivation { get; }

    /// <summary>Whether the forget gate's bias is 1 at first.</summary>
    public bool UnitForgetBias { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [Units, Units];

    private protected override Initializer FirstBias => ForgetBias(BiasInitializer, UnitForgetBias, Units);

    private protected override bool IsStandard => Is(Activation, "tanh") && Is(RecurrentActivation, "sigmoid");

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states)
    {
        var sums = x.MatMul(Computed(Kernel)) + states[0].MatMul(Computed(RecurrentKernel));
        return Gated(ComputedBias is { } b ? sums + b : sums, states[1], Activation, RecurrentActivation);
    }

    internal override RecurrentCell Copy() => new LSTMCell(Units, Activation, RecurrentActivation, UseBias, KernelInitializer.Clone(), RecurrentInitializer.Clone(), BiasInitializer.Clone(), UnitForgetBias, KernelRegularizer, RecurrentRegularizer, BiasRegularizer, KernelConstraint, RecurrentConstraint, BiasConstraint, Dropout, RecurrentDropout, Seed, Name);

    private protected override RecurrentResult? Whole(Tensor x, IReadOnlyList<Tensor>? states, Tensor? mask, bool reverse) =>
        x.LstmSequence(Computed(Kernel), Computed(RecurrentKernel), ComputedBias, mask, states?[0], states?[1], reverse);

    /// <summary>Output and states from the sums of all gates, side by side along an axis.</summary>
    internal static IReadOnlyList<Tensor> Gated(Tensor sums, Tensor cell, Activations.Activation activation, Activations.Activation gate, int axis = -1)
    {
        var z = sums.Split(4, axis);
        cell = (gate.Call(z[1]) * cell) + (gate.Call(z[0]) * activation.Call(z[2]));
        var y = gate.Call(z[3]) * activation.Call(cell);
        return [y, y, cell];
    }

    /// <summary>First value of a bias whose second quarter may be 1.</summary>
    internal static Initializer ForgetBias(Initializer initializer, bool unitForgetBias, int units) => !unitForgetBias ? initializer
        : Initializer.From((_, type) => Tensor.Concatenate([initializer.Call([units], type), Tensor.Ones([units], type), initializer.Call([2 * units], type)], 0));
}
