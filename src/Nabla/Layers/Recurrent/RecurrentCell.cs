namespace Nabla.Layers;

/// <summary>What a recurrent layer does at one step: output and new states from the input and the states before.</summary>
/// <remarks>To write one: say how long the states are, make weights in Build, and override <see cref="Step"/>. An <see cref="RNN"/> takes it over sequences.</remarks>
/// <param name="name">Its name in summaries and paths.</param>
public abstract class RecurrentCell(string? name = null) : Layer(name)
{
    /// <summary>Length of the last axis of each state.</summary>
    public abstract IReadOnlyList<int> StateSize { get; }

    /// <summary>Length of the last axis of the output; that of the first state by default.</summary>
    public virtual int OutputSize => StateSize[0];

    /// <summary>One step.</summary>
    /// <param name="x">The input, [batch, …, features].</param>
    /// <param name="states">The states before, in the order of <see cref="StateSize"/>.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it.</param>
    /// <returns>The output, then the new states.</returns>
    /// <exception cref="ArgumentException">There are more or fewer states.</exception>
    public Tensors Call(Tensor x, IReadOnlyList<Tensor> states, bool? training = null)
    {
        ArgumentNullException.ThrowIfNull(states);
        return Invoke(new() { Tensors = [x, .. states], Training = training });
    }

    /// <summary>The states before the first step: zeros.</summary>
    /// <param name="x">The input of a step, which tells the size of the batch.</param>
    public virtual IReadOnlyList<Tensor> GetInitialState(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return [.. StateSize.Select(size => Zeros(x, size))];
    }

    /// <summary>The shapes of the states for inputs of a step of this shape.</summary>
    internal virtual IReadOnlyList<Shape> StateShapes(Shape step) => [.. StateSize.Select(size => step[..1].Concat([size]))];

    /// <summary>The shape of the output for inputs of a step of this shape.</summary>
    internal virtual Shape OutputShape(Shape step) => step[..1].Concat([OutputSize]);

    /// <summary>The maths of one step.</summary>
    /// <param name="x">The input, [batch, …, features].</param>
    /// <param name="states">The states before.</param>
    /// <returns>The output, then the new states.</returns>
    protected abstract IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs) => inputs.Count == StateSize.Count + 1 ? Steps(inputs[0], [.. inputs.Skip(1)])(inputs[0], [.. inputs.Skip(1)])
        : throw new ArgumentException($"{Name}: {inputs.Count - 1} states: {StateSize.Count} are expected. Call(x, states), with what GetInitialState gives at first.");

    /// <summary>The cell for all steps of one sequence: what holds for all of them, such as dropout's pattern, is drawn here.</summary>
    /// <param name="x">The input of one of the steps.</param>
    /// <param name="states">The states before the first step.</param>
    internal virtual Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Steps(Tensor x, IReadOnlyList<Tensor> states) => Step;

    /// <summary>All steps in one operation, in the order in which they are taken; null where they must be taken one by one.</summary>
    /// <param name="x">[batch, steps, features].</param>
    /// <param name="states">The states before the first step; null for zeros.</param>
    /// <param name="mask">Where the states stay as they are, false, [batch, steps]; null for nowhere.</param>
    /// <param name="reverse">Whether the last element is taken first.</param>
    internal virtual RecurrentResult? Sequence(Tensor x, IReadOnlyList<Tensor>? states, Tensor? mask, bool reverse) => null;

    /// <summary>A cell with the same options and weights of its own; null where only its author can make one.</summary>
    internal virtual RecurrentCell? Copy() => null;

    /// <summary>Zeros, [batch, size], also where the batch is not known yet.</summary>
    internal static Tensor Zeros(Tensor x, int size) => x.Shape.IsAxisKnown(0) ? Tensor.Zeros([x.Shape[0], size], x.ElementType)
        : Rows(x).ZerosLike().ExpandDims(-1).BroadcastLike(Rows(x).ExpandDims(-1) + Tensor.Zeros([1, size], x.ElementType));

    static Tensor Rows(Tensor x) => x.Rank == 1 ? x : x.Sum(Axes.Create([.. Enumerable.Range(1, x.Rank - 1)]));
}
