using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What convolutional long short-term memories along 1 to 3 axes have in common.</summary>
public abstract class ConvLSTM : RNN
{
    private protected ConvLSTM(RecurrentCell cell, bool returnSequences, bool returnState, bool goBackwards, bool stateful, bool unroll, bool zeroOutputForMask, Regularizer? activityRegularizer, string? name)
        : base(cell, returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, activityRegularizer, name)
    {
    }

    private protected ConvLSTM(ConvLSTM from, string name, bool goBackwards)
        : this(from.Convolving.Again(), from.ReturnSequences, from.ReturnState, goBackwards, from.Stateful, from.Unroll, from.ZeroOutputForMask, from.OutputRegularizer, name)
    {
    }

    /// <summary>Channels of the output, and of each state.</summary>
    public int Filters => Convolving.Units;

    /// <summary>The weights of the inputs, […kernelSize, channels, 4·filters].</summary>
    public Variable Kernel => Convolving.Kernel;

    /// <summary>The weights of the former output, […kernelSize, filters, 4·filters].</summary>
    public Variable RecurrentKernel => Convolving.RecurrentKernel;

    /// <summary>What is added to the sums, [4·filters].</summary>
    public Variable Bias => Convolving.Bias;

    internal ConvLSTMCell Convolving => (ConvLSTMCell)Cell;
}
