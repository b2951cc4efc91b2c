namespace Nabla.Layers;

/// <summary>Applies a function of one's own: y = function(x).</summary>
/// <remarks>The function's effect on shapes is found by running it. A model with it cannot be saved, since code is not data.</remarks>
/// <param name="function">Made of tensor operations, so that gradients flow.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Lambda(Func<Tensor, Tensor> function, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => function(x);
}
