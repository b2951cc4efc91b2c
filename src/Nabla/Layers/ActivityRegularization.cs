using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Adds the penalty l1 · Σ|x| + l2 · Σx², as a mean over the samples, to the loss; passes its input on.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="l1">Factor of the absolute values.</param>
/// <param name="l2">Factor of the squares.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is negative.</exception>
public sealed class ActivityRegularization(double l1 = 0, double l2 = 0, string? name = null) : Layer(name)
{
    /// <summary>Factor of the absolute values.</summary>
    public double L1 => l1;

    /// <summary>Factor of the squares.</summary>
    public double L2 => l2;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Regularizer? ActivityRegularizer { get; } = new L1L2(l1, l2);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x;
}
