namespace Nabla.Layers;

/// <summary>Takes sequences in both directions, by two recurrent layers, and joins what they give (Schuster and Paliwal, 1997).</summary>
/// <remarks>Shapes: x [batch, steps, …]; outputs as those of the layer, the last axis twice as long where they are concatenated; then the last states of both, where the
/// layer gives them. Where outputs of all steps are given, steps that do not count give zeros.</remarks>
public sealed class Bidirectional : Layer
{
    /// <summary>A layer of two directions.</summary>
    /// <param name="layer">The layer of the first direction; a copy of it with weights of its own is used.</param>
    /// <param name="mergeMode">How the outputs are joined.</param>
    /// <param name="backwardLayer">The layer of the other direction; by default a copy of the first that goes the other way.</param>
    /// <param name="name">Name in summaries and paths.</param>
    /// <exception cref="ArgumentException">The two layers do not fit together, or a layer of a cell of one's own is given without the other.</exception>
    public Bidirectional(RNN layer, MergeMode mergeMode = MergeMode.Concatenate, RNN? backwardLayer = null, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(layer);
        string bare = layer.Name.StartsWith("forward_", StringComparison.Ordinal) ? layer.Name["forward_".Length..] : layer.Name;
        MergeMode = mergeMode;
        ForwardLayer = Track(Copied(layer, $"forward_{bare}", layer.GoBackwards) ?? layer);
        BackwardLayer = Track(backwardLayer ?? Copied(layer, $"backward_{bare}", !layer.GoBackwards)
            ?? throw new ArgumentException($"{Name}: {layer.Name} has a cell of one's own, which cannot be copied. Give backwardLayer too.", nameof(backwardLayer)));
        if (ForwardLayer.GoBackwards == BackwardLayer.GoBackwards)
        {
            throw new ArgumentException($"{Name}: both layers go {(layer.GoBackwards ? "backwards" : "forwards")}: they must go different ways. Set goBackwards of one.", nameof(backwardLayer));
        }

        if (ForwardLayer.ReturnSequences != BackwardLayer.ReturnSequences || ForwardLayer.ReturnState != BackwardLayer.ReturnState || ForwardLayer.Stateful != BackwardLayer.Stateful)
        {
            throw new ArgumentException($"{Name}: the layers differ in returnSequences, returnState or stateful: both must have the same.", nameof(backwardLayer));
        }

        ForwardLayer.ZeroOutputForMask = BackwardLayer.ZeroOutputForMask = layer.ReturnSequences;
    }

    /// <summary>The layer of the first direction.</summary>
    public RNN ForwardLayer { get; }

    /// <summary>The layer of the other direction.</summary>
    public RNN BackwardLayer { get; }

    /// <summary>How the outputs are joined.</summary>
    public MergeMode MergeMode { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    private protected override bool Casts => false;

    /// <summary>outputs = layer(x), begun with states of one's own.</summary>
    /// <param name="x">The sequences, [batch, steps, …].</param>
    /// <param name="initialState">The states before the first step: those of the first direction, then those of the other.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it.</param>
    /// <param name="mask">Which steps count, [batch, steps]; by default the mask that x carries.</param>
    /// <exception cref="ArgumentException">There are more or fewer states.</exception>
    public Tensors Call(Tensor x, IReadOnlyList<Tensor> initialState, bool? training = null, Tensor? mask = null)
    {
        ArgumentNullException.ThrowIfNull(initialState);
        return Invoke(new() { Tensors = [x, .. initialState], Masks = mask is null ? [] : [mask], Training = training });
    }

    /// <summary>Sets the states that stateful layers keep to zeros.</summary>
    public void ResetState()
    {
        ForwardLayer.ResetState();
        BackwardLayer.ResetState();
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => ComputeOutputShapes([inputShape])[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        var (there, back) = (ForwardLayer.ComputeOutputShapes(inputShapes), BackwardLayer.ComputeOutputShapes(inputShapes));
        Shape[] outputs = MergeMode switch
        {
            MergeMode.None => [there[0], back[0]],
            MergeMode.Concatenate => [there[0][..^1].Concat([there[0][^1] + back[0][^1]])],
            _ => [there[0]],
        };
        return [.. outputs, .. there.Skip(1), .. back.Skip(1)];
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        ForwardLayer.BuildFor(inputShapes[0]);
        BackwardLayer.BuildFor(inputShapes[0]);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(CallArguments call)
    {
        var x = call.Tensors[0]!;
        Tensor[] states = [.. call.Tensors.Skip(1).OfType<Tensor>()];
        int own = ForwardLayer.Cell.StateSize.Count;
        if (states.Length > 0 && states.Length != own + BackwardLayer.Cell.StateSize.Count)
        {
            throw new ArgumentException($"{Name}: {states.Length} first states: both directions need {own + BackwardLayer.Cell.StateSize.Count}. Give those of the first direction, then those of the other.");
        }

        var mask = call.MaskOf(0);
        Tensors there = ForwardLayer.Call(x, states.Length == 0 ? [] : states[..own], mask: mask), back = BackwardLayer.Call(x, states.Length == 0 ? [] : states[own..], mask: mask);
        Tensor y = there[0], z = ForwardLayer.ReturnSequences ? back[0].Flip(1) : back[0];
        Tensor[] outputs = MergeMode switch
        {
            MergeMode.Concatenate => [Tensor.Concatenate([y, z], -1)],
            MergeMode.Sum => [y + z],
            MergeMode.Multiply => [y * z],
            MergeMode.Average => [(y + z) / 2],
            _ => [y, z],
        };
        if (ForwardLayer.ReturnSequences && mask is not null)
        {
            outputs = [.. outputs.Select(output => ReferenceEquals(output, there[0]) ? output.Identity() : output)];
            Array.ForEach(outputs, output => output.Mask = mask);
        }

        return [.. outputs, .. there.Skip(1), .. back.Skip(1)];
    }

    static RNN? Copied(RNN layer, string name, bool goBackwards)
    {
        if (layer.Copy(name, goBackwards) is not { } copy)
        {
            return null;
        }

        (copy.DTypePolicy, copy.Trainable) = (layer.DTypePolicy, layer.Trainable);
        return copy;
    }
}
