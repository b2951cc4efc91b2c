namespace Nabla.Kernels;

/// <summary>What a recurrent sequence reads and writes. Views and spans that are empty stand for what is not there.</summary>
/// <remarks>The first elements of views' last axes lie side by side; spans are row-major.</remarks>
internal readonly ref struct RecurrentTensors<T>
    where T : unmanaged
{
    /// <summary>[batch, steps, inputs].</summary>
    public View<T> X { get; init; }

    /// <summary>[batch, steps]: where it is false, the states stay as they are.</summary>
    public View<bool> Mask { get; init; }

    /// <summary>[inputs, gates·units].</summary>
    public Span<T> Kernel { get; init; }

    /// <summary>[units, gates·units].</summary>
    public Span<T> Recurrent { get; init; }

    public Span<T> Bias { get; init; }

    /// <summary>[batch, units].</summary>
    public Span<T> Start { get; init; }

    public Span<T> StartCell { get; init; }

    /// <summary>[steps, batch, units], in the order in which steps are taken.</summary>
    public Span<T> States { get; init; }

    public Span<T> Cells { get; init; }

    /// <summary>[steps, batch, columns]: what the gradient needs again.</summary>
    public Span<T> Gates { get; init; }

    /// <summary>Number of units.</summary>
    public long Units { get; init; }

    /// <summary>Whether the last element of the sequence is taken first.</summary>
    public bool Reverse { get; init; }
}

/// <summary>The gradients of a recurrent sequence: what is given, and what is computed. Empty: not given, or not wanted.</summary>
internal readonly ref struct RecurrentGradients<T>
    where T : unmanaged
{
    /// <summary>[batch, units]: of the last output.</summary>
    public Span<T> Last { get; init; }

    /// <summary>[batch, units]: of the last cell state.</summary>
    public Span<T> LastCell { get; init; }

    /// <summary>[steps, batch, units]: of all outputs.</summary>
    public View<T> States { get; init; }

    public Span<T> X { get; init; }

    public Span<T> Kernel { get; init; }

    public Span<T> Recurrent { get; init; }

    public Span<T> Bias { get; init; }

    public Span<T> Start { get; init; }

    public Span<T> StartCell { get; init; }
}
