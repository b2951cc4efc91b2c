using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Long short-term memory layer over sequences: c = f·c + i·activation(g) and h = o·activation(c), with gates i, f, o and candidate g from x · Kernel + h · RecurrentKernel + Bias at each step (Hochreiter and Schmidhuber, 1997).</summary>
/// <remarks>Shapes: x [batch, steps, features], Kernel [features, 4·units], columns by gates i, f, g, o, RecurrentKernel [units, 4·units], Bias [4·units]; outputs [batch, units] or [batch, steps, units]; states: the output and the cell state.
/// With tanh and sigmoid and without recurrent dropout all steps are one operation.</remarks>
public sealed class LSTM : RNN
{
    /// <summary>A layer; its weights are made when the features are known.</summary>
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
    /// <param name="activityRegularizer">Penalty on what the layer gives.</param>
    /// <param name="kernelConstraint">What is done to the inputs' weights after each step.</param>
    /// <param name="recurrentConstraint">What is done to the former output's weights after each step.</param>
    /// <param name="biasConstraint">What is done to the bias after each step.</param>
    /// <param name="dropout">Share of the inputs that are dropped while training, the same ones at every step of a sequence; 0 to below 1.</param>
    /// <param name="recurrentDropout">Share of the former outputs that are dropped while training, the same ones at every step.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="returnSequences">Whether the outputs of all steps are given, instead of the last.</param>
    /// <param name="returnState">Whether the last states are given beside the output.</param>
    /// <param name="goBackwards">Whether the last element is taken first; outputs come in the order of the steps.</param>
    /// <param name="stateful">Whether a call begins with the states that the call before ended with.</param>
    /// <param name="unroll">Whether the steps of a cell that is not standard are laid out one by one; the numbers are the same.</param>
    /// <param name="zeroOutputForMask">Whether steps that do not count give zeros, instead of the output before.</param>
    /// <param name="name">Name in summaries and paths.</param>
    /// <exception cref="ArgumentOutOfRangeException">Units below 1, or a share out of range.</exception>
    public LSTM(
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
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? recurrentConstraint = null,
        Constraint? biasConstraint = null,
        double dropout = 0,
        double recurrentDropout = 0,
        int? seed = null,
        bool returnSequences = false,
        bool returnState = false,
        bool goBackwards = false,
        bool stateful = false,
        bool unroll = false,
        bool zeroOutputForMask = false,
        string? name = null)
        : base(
            new LSTMCell(units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, unitForgetBias, kernelRegularizer, recurrentRegularizer, biasRegularizer, kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, "lstm_cell"),
            returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, activityRegularizer, name)
    {
    }

    /// <summary>What is done at each step; it holds the weights.</summary>
    public new LSTMCell Cell => (LSTMCell)base.Cell;

    internal override RNN? Copy(string name, bool goBackwards) => new LSTM(Cell.Units, Cell.Activation, Cell.RecurrentActivation, Cell.UseBias, Cell.KernelInitializer.Clone(), Cell.RecurrentInitializer.Clone(), Cell.BiasInitializer.Clone(), Cell.UnitForgetBias, Cell.KernelRegularizer, Cell.RecurrentRegularizer, Cell.BiasRegularizer, ActivityRegularizer, Cell.KernelConstraint, Cell.RecurrentConstraint, Cell.BiasConstraint, Cell.Dropout, Cell.RecurrentDropout, Cell.Seed, ReturnSequences, ReturnState, goBackwards, Stateful, Unroll, ZeroOutputForMask, name);
}
