using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>One step of a gated recurrent unit layer: h = z·h + (1 − z)·c, with update gate z, reset gate r and candidate c from x · Kernel + h · RecurrentKernel + Bias (Cho and others, 2014).</summary>
/// <remarks>Shapes: x [batch, features], Kernel [features, 3·units], columns by gates z, r, c, RecurrentKernel [units, 3·units], Bias [2, 3·units], of the inputs and of the former output, or [3·units] where the reset gate acts before the product; state [batch, units].</remarks>
public sealed class GRUCell : WeightedCell
{
    /// <summary>A cell; its weights are made when the features are known.</summary>
    /// <param name="units">Length of the output, and of each state.</param>
    /// <param name="activation">What the candidate goes through; tanh by default. "linear" for none.</param>
    /// <param name="recurrentActivation">What the gates go through; sigmoid by default.</param>
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
    /// <param name="resetAfter">Whether the reset gate acts after the product with the former output, with a bias of its own; else before.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="name">Name in summaries and paths.</param>
    /// <exception cref="ArgumentOutOfRangeException">Units below 1, or a share out of range.</exception>
    public GRUCell(
        int units,
        Activations.Activation? activation = null,
        Activations.Activation? recurrentActivation = null,
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
        bool resetAfter = true,
        int? seed = null,
        string? name = null)
        : base(nameof(GRUCell), units, 3, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer, kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
        RecurrentActivation = recurrentActivation ?? "sigmoid";
        ResetAfter = resetAfter;
    }

    /// <summary>What the gates go through.</summary>
    public Activations.Activation RecurrentActivation { get; }

    /// <summary>Whether the reset gate acts after the product with the former output.</summary>
    public bool ResetAfter { get; }

    private protected override Shape BiasShape => ResetAfter ? [2, 3 * Units] : [3 * Units];

    private protected override bool IsStandard => Is(Activation, "tanh") && Is(RecurrentActivation, "sigmoid");

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states)
    {
        Tensor h = states[0], recurrent = Computed(RecurrentKernel), given = x.MatMul(Computed(Kernel));
        var (first, second) = ComputedBias is not { } b ? (null, null) : ResetAfter ? (b[0], b[1]) : (b, null);
        var own = (first is null ? given : given + first).Split(3, -1);
        Tensor update, reset, candidate;
        if (ResetAfter)
        {
            var seen = h.MatMul(recurrent);
            var parts = (second is null ? seen : seen + second).Split(3, -1);
            (update, reset) = (RecurrentActivation.Call(own[0] + parts[0]), RecurrentActivation.Call(own[1] + parts[1]));
            candidate = Activation.Call(own[2] + (reset * parts[2]));
        }
        else
        {
            var weights = recurrent.Split(3, -1);
            (update, reset) = (RecurrentActivation.Call(own[0] + h.MatMul(weights[0])), RecurrentActivation.Call(own[1] + h.MatMul(weights[1])));
            candidate = Activation.Call(own[2] + (reset * h).MatMul(weights[2]));
        }

        var y = (update * h) + ((1 - update) * candidate);
        return [y, y];
    }

    internal override RecurrentCell Copy() => new GRUCell(Units, Activation, RecurrentActivation, UseBias, KernelInitializer.Clone(), RecurrentInitializer.Clone(), BiasInitializer.Clone(), KernelRegularizer, RecurrentRegularizer, BiasRegularizer, KernelConstraint, RecurrentConstraint, BiasConstraint, Dropout, RecurrentDropout, ResetAfter, Seed, Name);

    private protected override RecurrentResult? Whole(Tensor x, IReadOnlyList<Tensor>? states, Tensor? mask, bool reverse) =>
        x.GruSequence(Computed(Kernel), Computed(RecurrentKernel), ComputedBias, mask, states?[0], ResetAfter, reverse);
}
