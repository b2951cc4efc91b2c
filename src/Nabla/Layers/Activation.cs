namespace Nabla.Layers;

/// <summary>Applies an activation: y = activation(x).</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="activation">What is applied: <c>"relu"</c>, <c>"softmax"</c> …</param>
/// <param name="name">Name in summaries.</param>
public sealed class Activation(Activations.Activation activation, string? name = null) : Layer(name)
{
    /// <summary>What is applied.</summary>
    public Activations.Activation Function => activation;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => activation.Call(x);
}
