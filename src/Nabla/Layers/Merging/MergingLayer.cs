namespace Nabla.Layers;

/// <summary>What layers that join several tensors into one have in common.</summary>
/// <remarks>Called with a list: <c>new Add().Call([a, b])</c>. One tensor alone is a list of one.</remarks>
public abstract class MergingLayer : Layer
{
    private protected MergingLayer(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>Which entries of the output count.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="masks">Which entries of each count; null where all do.</param>
    /// <exception cref="ArgumentException">There are more or fewer masks than inputs.</exception>
    public Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(masks);
        return inputs.Count != masks.Count ? throw new ArgumentException($"{Name}: {masks.Count} masks for {inputs.Count} inputs: there must be one each, null where all entries count.")
            : masks.All(mask => mask is null) ? null : JoinedMask(inputs, masks);
    }

    /// <inheritdoc/>
    public override Tensor? ComputeMask(Tensor x, Tensor? mask) => ComputeMask([x], [mask]);

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"{Name}: no inputs: {GetType().Name} joins one at least. Call it with a list: Call([a, b]).");
        }

        Check([.. inputs.Select(x => x.Shape)]);
        return [Merge(inputs, InputMasks)];
    }

    /// <summary>The joined tensor.</summary>
    /// <param name="inputs">One at least, of shapes that fit.</param>
    /// <param name="masks">Which entries of each count; null where all do.</param>
    private protected abstract Tensor Merge(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks);

    /// <summary>Throws where the shapes do not fit each other.</summary>
    private protected abstract void Check(Shape[] shapes);

    /// <summary>Which entries of the output count, where a mask is given at least.</summary>
    private protected abstract Tensor? JoinedMask(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks);

    private protected override IReadOnlyList<Tensor?> OutputMasks(CallArguments call, IReadOnlyList<Tensor> outputs) =>
        [ComputeMask([.. call.Tensors.Select(x => x!)], [.. Enumerable.Range(0, call.Tensors.Count).Select(call.MaskOf)])];
}
