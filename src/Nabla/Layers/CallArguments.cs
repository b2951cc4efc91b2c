namespace Nabla.Layers;

/// <summary>What one call of a layer is given beside its inputs: further tensors, masks, switches.</summary>
/// <remarks>Layers with a <c>Call</c> of their own pack it and hand it to <see cref="Layer.Invoke"/>; it is also what a drawn model remembers of a call.</remarks>
public sealed class CallArguments
{
    /// <summary>Tensors in the order of the layer; null where an optional one is left out.</summary>
    public required IReadOnlyList<Tensor?> Tensors { get; init; }

    /// <summary>Which entries of each tensor count; empty for the masks that the tensors carry.</summary>
    public IReadOnlyList<Tensor?> Masks { get; init; } = [];

    /// <summary>Switches of the call that are no tensors: a record with value equality; null where there are none.</summary>
    public object? Options { get; init; }

    /// <summary>Whether the call trains; null for as in the call around it.</summary>
    public bool? Training { get; init; }

    /// <summary>The tensors and masks in one list, as a drawn model keeps them.</summary>
    internal IReadOnlyList<Tensor?> All => [.. Tensors, .. Masks];

    /// <summary>The mask of a tensor: the one given, else the one that it carries.</summary>
    internal Tensor? MaskOf(int index) => Masks.Count > 0 ? (index < Masks.Count ? Masks[index] : null) : Tensors[index]?.Mask;

    /// <summary>The same call with other tensors and masks, in the order of <see cref="All"/>.</summary>
    internal CallArguments With(IReadOnlyList<Tensor?> all) =>
        new() { Tensors = [.. all.Take(Tensors.Count)], Masks = [.. all.Skip(Tensors.Count)], Options = Options, Training = Training };

    /// <summary>The same call with tensors computed from these, which carry the same masks; masks as resolved now.</summary>
    internal CallArguments Converted(Func<Tensor, Tensor> convert) =>
        new() { Tensors = [.. Tensors.Select(x => x is null ? null : Marked(convert(x), x))], Masks = [.. Enumerable.Range(0, Tensors.Count).Select(MaskOf)], Options = Options, Training = Training };

    static Tensor Marked(Tensor y, Tensor x)
    {
        if (!ReferenceEquals(y, x) && x.Mask is { } mask)
        {
            y.Mask = mask;
        }

        return y;
    }
}
