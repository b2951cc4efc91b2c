namespace Nabla.Layers;

/// <summary>Attention by sums: y = softmax(Σ scale · tanh(query + key)) · value (Bahdanau and others, 2015).</summary>
/// <remarks>Shapes: see <see cref="SequenceAttention"/>; the scale is as long as the depth.</remarks>
/// <param name="useScale">Whether the terms of the sum are scaled by a learned vector.</param>
/// <param name="dropout">Share of the weights of sources that are dropped while training.</param>
/// <param name="seed">Decides what is dropped.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <exception cref="ArgumentOutOfRangeException">The dropout is not in [0, 1].</exception>
public sealed class AdditiveAttention(bool useScale = true, double dropout = 0, int? seed = null, string? name = null) : SequenceAttention(useScale, dropout, seed, name)
{
    Variable? scale;

    /// <summary>Factors of the terms, [depth].</summary>
    public Variable Scale => Made(scale);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        base.Build(inputShapes);
        if (UseScale)
        {
            scale = inputShapes[0].IsAxisKnown(inputShapes[0].Rank - 1) ? AddWeight("scale", [inputShapes[0][^1]])
                : throw new ShapeException($"{Name}: query {inputShapes[0]}: the length of the last axis must be known to make the weights. Give the Input its shape.");
        }
    }

    private protected override Tensor Score(Tensor query, Tensor key)
    {
        var terms = (query.ExpandDims(-2) + key.ExpandDims(-3)).Tanh();
        return (scale is null ? terms : Computed(scale) * terms).Sum(-1);
    }
}
