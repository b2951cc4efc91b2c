using System.Numerics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>A recurrent sequence on its way: its memory and its products, which are by the transposed weights on the way back.</summary>
internal struct RecurrentRun<TTile, T>
    where TTile : struct, IGemmTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public RecurrentMemory<T> Memory;

    /// <summary>By the weights of the inputs, whose columns begin at <see cref="InputColumn"/>.</summary>
    public StepProduct<TTile, T> Input;
    public nint InputColumn;

    /// <summary>By the other weights of the inputs, where these lie apart.</summary>
    public StepProduct<TTile, T> Rest;
    public nint RestColumn;

    /// <summary>By the weights of the former output.</summary>
    public StepProduct<TTile, T> Recurrent;

    /// <summary>By those that only the candidate has, where these lie apart.</summary>
    public StepProduct<TTile, T> Candidate;
}

/// <summary>What a kind of cell does at a step, for a band of rows of the batch.</summary>
internal interface IRecurrentCell
{
    /// <summary>Columns that are kept of a step, in units; 0 where the states are all.</summary>
    static abstract int Blocks { get; }

    /// <summary>Columns of the weights, in units.</summary>
    static abstract int Gates { get; }

    /// <summary>Numbers in the bias, in units.</summary>
    static abstract int Biases { get; }

    /// <summary>Whether there is a cell state.</summary>
    static abstract bool HasCell { get; }

    /// <summary>From the state before the step, and the inputs' product among the gates, to the state after it.</summary>
    static abstract void Forward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>From the gradient of the state after the step to its slopes, and to the gradient of the state before it.</summary>
    static abstract void Backward<TTile, V, T>(in RecurrentRun<TTile, T> run, nint step, nint row, nint rows)
        where TTile : struct, IGemmTile<T>
        where V : unmanaged, IRegister<V>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The products with the weights, given as [inputs, gates·units] and [units, gates·units].</summary>
    static abstract void Plan<TTile, T>(ref RecurrentRun<TTile, T> run, GemmOperand<T> kernel, GemmOperand<T> recurrent, bool back)
        where TTile : struct, IGemmTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The gradients of the weights and the bias, from all slopes.</summary>
    static abstract void Weights<T>(in RecurrentSums<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
