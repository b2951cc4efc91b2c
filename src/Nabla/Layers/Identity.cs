namespace Nabla.Layers;

/// <summary>Passes its input on unchanged; several too.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Identity(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs) => inputs;

    private protected override IReadOnlyList<Tensor?> OutputMasks(CallArguments call, IReadOnlyList<Tensor> outputs) => [.. outputs.Select((_, i) => call.MaskOf(i))];
}
