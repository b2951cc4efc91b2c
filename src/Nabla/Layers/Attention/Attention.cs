using Nabla.Initializers;

namespace Nabla.Layers;

/// <summary>Attention by dot products: y = softmax(query · keyᵀ) · value (Luong and others, 2015).</summary>
/// <remarks>Shapes: see <see cref="SequenceAttention"/>. Scores by <see cref="AttentionScoreMode.Concat"/> are w · Σ tanh(query + key) along the depth, with a learned w.</remarks>
/// <param name="useScale">Whether scores are scaled by a learned number.</param>
/// <param name="scoreMode">How query and key meet.</param>
/// <param name="dropout">Share of the weights of sources that are dropped while training.</param>
/// <param name="seed">Decides what is dropped.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <exception cref="ArgumentOutOfRangeException">The dropout is not in [0, 1].</exception>
public sealed class Attention(bool useScale = false, AttentionScoreMode scoreMode = AttentionScoreMode.Dot, double dropout = 0, int? seed = null, string? name = null)
    : SequenceAttention(useScale, dropout, seed, name)
{
    Variable? scale;
    Variable? concatWeight;

    /// <summary>How query and key meet.</summary>
    public AttentionScoreMode ScoreMode => scoreMode;

    /// <summary>Factor of the scores, a scalar.</summary>
    public Variable Scale => Made(scale);

    /// <summary>Factor of scores by <see cref="AttentionScoreMode.Concat"/>, a scalar.</summary>
    public Variable ConcatScoreWeight => Made(concatWeight);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        base.Build(inputShapes);
        scale = UseScale ? AddWeight("scale", [], new Ones()) : null;
        concatWeight = scoreMode == AttentionScoreMode.Concat ? AddWeight("concat_score_weight", [], new Ones()) : null;
    }

    private protected override Tensor Score(Tensor query, Tensor key)
    {
        if (concatWeight is null)
        {
            var scores = query.MatMul(key, transposeY: true);
            return scale is null ? scores : scores * Computed(scale);
        }

        var sum = query.ExpandDims(-2) + key.ExpandDims(-3);
        return Computed(concatWeight) * (scale is null ? sum : Computed(scale) * sum).Tanh().Sum(-1);
    }

    private protected override Tensor? Directly(Tensor query, Tensor key, Tensor value, Tensor? bias, bool isCausal)
    {
        if (concatWeight is not null || query.Rank != 3 || key.Rank != 3 || value.Rank != 3)
        {
            return null;
        }

        query = scale is null ? query : query * Computed(scale);
        return query.ExpandDims(2).DotProductAttention(key.ExpandDims(2), value.ExpandDims(2), bias?.ExpandDims(1), scale: 1, isCausal: isCausal).Squeeze(2);
    }
}
