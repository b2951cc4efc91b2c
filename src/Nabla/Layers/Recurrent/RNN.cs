using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Takes a cell over sequences: at each step output and states from the element of the sequence and the states before.</summary>
/// <remarks>Shapes: x [batch, steps, …], outputs [batch, …] of the last step or [batch, steps, …] of all, then the last states where they are asked for.
/// Where the mask is false, states stay as they are and the output is that of the step before. A call may begin with states of its own:
/// <see cref="Call(Tensor, IReadOnlyList{Tensor}, bool?, Tensor?)"/>.</remarks>
public class RNN : Layer
{
    /// <summary>Steps up to which a loop of single operations is laid out where the number of steps is known.</summary>
    const long LaidOut = 128;

    readonly Regularizer? activityRegularizer;
    Variable[] states = [];

    /// <summary>A layer of a cell.</summary>
    /// <param name="cell">What is done at each step.</param>
    /// <param name="returnSequences">Whether the outputs of all steps are given, instead of the last.</param>
    /// <param name="returnState">Whether the last states are given beside the output.</param>
    /// <param name="goBackwards">Whether the last element is taken first; outputs come in the order of the steps.</param>
    /// <param name="stateful">Whether a call begins with the states that the call before ended with.</param>
    /// <param name="unroll">Whether the steps of a cell that is not standard are laid out one by one; the numbers are the same.</param>
    /// <param name="zeroOutputForMask">Whether steps that do not count give zeros, instead of the output before.</param>
    /// <param name="name">Name in summaries and paths.</param>
    public RNN(RecurrentCell cell, bool returnSequences = false, bool returnState = false, bool goBackwards = false, bool stateful = false, bool unroll = false, bool zeroOutputForMask = false, string? name = null)
        : this(cell, returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, null, name)
    {
    }

    /// <summary>A layer of several cells: each takes the output of the one before.</summary>
    /// <param name="cells">What is done at each step, in this order.</param>
    /// <param name="returnSequences">Whether the outputs of all steps are given, instead of the last.</param>
    /// <param name="returnState">Whether the last states are given beside the output.</param>
    /// <param name="goBackwards">Whether the last element is taken first; outputs come in the order of the steps.</param>
    /// <param name="stateful">Whether a call begins with the states that the call before ended with.</param>
    /// <param name="unroll">Whether the steps of a cell that is not standard are laid out one by one; the numbers are the same.</param>
    /// <param name="zeroOutputForMask">Whether steps that do not count give zeros, instead of the output before.</param>
    /// <param name="name">Name in summaries and paths.</param>
    public RNN(IReadOnlyList<RecurrentCell> cells, bool returnSequences = false, bool returnState = false, bool goBackwards = false, bool stateful = false, bool unroll = false, bool zeroOutputForMask = false, string? name = null)
        : this(new StackedRNNCells(cells), returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, null, name)
    {
    }

    private protected RNN(RecurrentCell cell, bool returnSequences, bool returnState, bool goBackwards, bool stateful, bool unroll, bool zeroOutputForMask, Regularizer? activityRegularizer, string? name)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(cell);
        Cell = Track(cell);
        (ReturnSequences, ReturnState, GoBackwards, Stateful, Unroll, ZeroOutputForMask) = (returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask);
        this.activityRegularizer = activityRegularizer;
    }

    /// <summary>What is done at each step; it holds the weights.</summary>
    public RecurrentCell Cell { get; }

    /// <summary>Whether the outputs of all steps are given.</summary>
    public bool ReturnSequences { get; }

    /// <summary>Whether the last states are given beside the output.</summary>
    public bool ReturnState { get; }

    /// <summary>Whether the last element is taken first.</summary>
    public bool GoBackwards { get; }

    /// <summary>Whether a call begins with the states that the call before ended with.</summary>
    public bool Stateful { get; }

    /// <summary>Whether steps are laid out one by one.</summary>
    public bool Unroll { get; }

    /// <summary>Whether steps that do not count give zeros.</summary>
    public bool ZeroOutputForMask { get; internal set; }

    /// <summary>The states that a stateful layer keeps between calls; empty for others, and before the first call.</summary>
    public IReadOnlyList<Variable> States => states;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Regularizer? ActivityRegularizer => activityRegularizer;

    internal Regularizer? OutputRegularizer => activityRegularizer;

    /// <summary>outputs = layer(x), begun with states of one's own.</summary>
    /// <param name="x">The sequences, [batch, steps, …].</param>
    /// <param name="initialState">The states before the first step, in the order of the cell.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it.</param>
    /// <param name="mask">Which steps count, [batch, steps]; by default the mask that x carries.</param>
    /// <returns>The output, then the last states where they are asked for.</returns>
    /// <exception cref="ArgumentException">The cell has more or fewer states.</exception>
    public Tensors Call(Tensor x, IReadOnlyList<Tensor> initialState, bool? training = null, Tensor? mask = null)
    {
        ArgumentNullException.ThrowIfNull(initialState);
        return Invoke(new() { Tensors = [x, .. initialState], Masks = mask is null ? [] : [mask], Training = training });
    }

    /// <summary>Sets the states that a stateful layer keeps to zeros.</summary>
    public void ResetState()
    {
        foreach (var state in states)
        {
            state.Assign(state.ZerosLike());
        }
    }

    /// <inheritdoc/>
    public override Tensor? ComputeMask(Tensor x, Tensor? mask) => ReturnSequences ? mask : null;

    /// <inheritdoc/>
    public sealed override Shape ComputeOutputShape(Shape inputShape) => ComputeOutputShapes([inputShape])[0];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        var step = StepShape(inputShapes[0]);
        var one = Cell.OutputShape(step);
        var output = ReturnSequences ? inputShapes[0][..2].Concat(one[1..]) : one;
        return ReturnState ? [output, .. Cell.StateShapes(step)] : [output];
    }

    /// <summary>The same layer with weights of its own; null where only the cell's author can make one.</summary>
    internal virtual RNN? Copy(string name, bool goBackwards) =>
        Cell.Copy() is { } cell ? new RNN(cell, ReturnSequences, ReturnState, goBackwards, Stateful, Unroll, ZeroOutputForMask, activityRegularizer, name) { DTypePolicy = DTypePolicy } : null;

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<Shape> inputShapes)
    {
        var step = StepShape(inputShapes[0]);
        if (GetType() != typeof(RNN))
        {
            Cell.DTypePolicy = DTypePolicy;
        }

        Cell.BuildFor(step);
        if (Stateful)
        {
            states = step.IsAxisKnown(0) ? [.. Cell.StateShapes(step).Select((shape, i) => new Variable(Tensor.Zeros(shape, Cell.DTypePolicy.ComputeType), trainable: false, $"{Name}/state_{i}"))]
                : throw new ShapeException($"{Name}: input {inputShapes[0]}: a stateful layer keeps a state for each row, so the size of the batch must be known. Give it to the Input: new Input([…], batchSize: 32).");
        }
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> Forward(CallArguments call)
    {
        var x = Computed(call.Tensors[0]!);
        _ = StepShape(x.Shape);
        var given = Given(call)?.Select(Computed).ToArray();
        var mask = call.MaskOf(0);
        mask = mask is null || mask.ElementType == ElementType.Bool ? mask : mask.Cast(ElementType.Bool);
        var (outputs, last, after) = Whole(x, given, mask) ?? OneByOne(x, given, mask);
        for (int i = 0; i < states.Length; i++)
        {
            states[i].Assign(after[i]);
        }

        var y = ReturnSequences ? outputs : last;
        return ReturnState ? [y, .. after] : [y];
    }

    // The cell may have types of its own.
    Tensor Computed(Tensor x) => x.ElementType.IsFloating && x.ElementType != Cell.DTypePolicy.ComputeType ? x.Cast(Cell.DTypePolicy.ComputeType) : x;

    IReadOnlyList<Tensor>? Given(CallArguments call)
    {
        Tensor[] given = [.. call.Tensors.Skip(1).OfType<Tensor>()];
        int needed = Cell.StateSize.Count;
        return given.Length == 0 ? (states.Length == 0 ? null : [.. states.Select(state => (Tensor)state)]) : given.Length == needed ? given
            : throw new ArgumentException($"{Name}: {given.Length} first states: the cell has {needed}. Give one tensor for each, or none.");
    }

    (Tensor Outputs, Tensor Last, IReadOnlyList<Tensor> States)? Whole(Tensor x, IReadOnlyList<Tensor>? given, Tensor? mask)
    {
        if (Cell.Sequence(x, given, mask, GoBackwards) is not { } y)
        {
            return null;
        }

        IReadOnlyList<Tensor> after = y.Cell is null ? [y.Hidden] : [y.Hidden, y.Cell];
        if (mask is null || (given is null && !ZeroOutputForMask))
        {
            return (y.Outputs, y.Hidden, after);
        }

        // Outputs differ from states: nothing was given out before the first step that counts, or at any that does not.
        var counts = GoBackwards ? mask.Flip(1) : mask;
        counts = ZeroOutputForMask ? counts : counts.Cast(ElementType.Int32).CumSum(1) > 0;
        var outputs = Tensor.Where(counts.ExpandDims(-1), y.Outputs, y.Outputs.ZerosLike());
        return (outputs, outputs[.., -1], after);
    }

    (Tensor Outputs, Tensor Last, IReadOnlyList<Tensor> States) OneByOne(Tensor x, IReadOnlyList<Tensor>? given, Tensor? mask)
    {
        Tensor xs = StepsFirst(GoBackwards ? x.Flip(1) : x), first = x[.., 0];
        var start = given ?? Cell.GetInitialState(first);
        var step = Cell.Steps(first, start);
        int count = start.Count;
        bool carriesOutput = mask is not null && !ZeroOutputForMask;
        Tensor[] carry = carriesOutput ? [.. start, NoOutput(step, first, start)] : [.. start];
        Tensor[] sequences = mask is null ? [xs] : [xs, (GoBackwards ? mask.Flip(1) : mask).Transpose()];
        bool isLaidOut = x.Shape.IsAxisKnown(1) && x.Shape[1] > 0 && (Unroll || x.Shape[1] <= LaidOut);
        if (Unroll && !x.Shape.IsAxisKnown(1))
        {
            throw new ShapeException($"{Name}: input {x.Shape}: to lay out the steps their number must be known. Give the Input its shape, or leave unroll out.");
        }

        var y = isLaidOut ? ScanOperation.Run(One, carry, sequences, x.Shape[1], false, []) : Scanned();
        var outputs = StepsFirst(y[^1]);
        return (outputs, outputs[.., -1], y[..count]);

        Tensor[] Scanned()
        {
            var (after, ys) = Tensor.Scan(One, carry, sequences);
            return [.. after, .. ys];
        }

        (Tensor[] Carry, Tensor[] Y) One(Tensor[] before, Tensor[] at)
        {
            var next = step(at[0], before[..count]);
            Tensor output = next[0];
            Tensor[] after = [.. next.Skip(1)];
            if (mask is not null)
            {
                output = Tensor.Where(Spread(at[1], output), output, carriesOutput ? before[count] : output.ZerosLike());
                after = [.. after.Select((state, i) => Tensor.Where(Spread(at[1], state), state, before[i]))];
            }

            return (carriesOutput ? [.. after, output] : after, [output]);
        }
    }

    /// <summary>Zeros of the output's shape.</summary>
    Tensor NoOutput(Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> step, Tensor x, IReadOnlyList<Tensor> start)
    {
        var shape = Cell.OutputShape(x.Shape);
        return shape.IsKnown ? Tensor.Zeros(shape, start[0].ElementType) : step(x, start)[0].ZerosLike();
    }

    static Tensor Spread(Tensor mask, Tensor like)
    {
        for (int k = 1; k < like.Rank; k++)
        {
            mask = mask.ExpandDims(-1);
        }

        return mask;
    }

    /// <summary>The first two axes in each other's place.</summary>
    static Tensor StepsFirst(Tensor x) => x.Transpose(Axes.Create([1, 0, .. Enumerable.Range(2, x.Rank - 2)]));

    Shape StepShape(Shape sequence) => sequence.Rank >= 3 ? sequence[..1].Concat(sequence[2..])
        : throw new ShapeException($"{Name}: input {sequence}: sequences are expected, [batch, steps, features]. {(sequence.Rank == 2 ? "Add an axis with ExpandDims: of 1 feature a step, or of 1 sequence." : "")}");
}
