namespace Nabla.Layers;

/// <summary>y = x where x > 0, else alpha · (eˣ − 1) (Clevert and others, 2016).</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="alpha">The limit for x → −∞ is −alpha.</param>
/// <param name="name">Name in summaries.</param>
public sealed class ELU(double alpha = 1, string? name = null) : Layer(name)
{
    /// <summary>The limit for x → −∞ is −alpha.</summary>
    public double Alpha => alpha;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Elu(alpha);
}
