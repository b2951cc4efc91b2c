namespace Nabla.Operations;

/// <summary>Attention by the operations that define it: where gradients of gradients, or those of a bias, are asked for.</summary>
internal static class AttentionFormula
{
    /// <summary>y of <see cref="ScaledDotProduct"/>.</summary>
    internal static Tensor Of(ScaledDotProduct op, Tensor[] x)
    {
        Tensor heads = x[0], v = Shared(x[2], heads);
        return ByHead(Scores(op, x).Scores.Softmax().MatMul(ByHead(v)));
    }

    /// <summary>The gradient of the bias: that of the scores, w · (dy · valueᵀ − Σ dy·y) with weights w, 0 where a source is hidden.</summary>
    internal static Tensor BiasGradient(ScaledDotProduct op, Tensor[] x, Tensor y, Tensor dy)
    {
        var (scores, seen) = Scores(op, x);
        var w = scores.Softmax();
        var inner = (dy * y).Sum(-1).Transpose([0, 2, 1]).ExpandDims(-1);
        var slope = w * (ByHead(dy).MatMul(ByHead(Shared(x[2], x[0])), transposeY: true) - inner);
        return (seen is null ? slope : Tensor.Where(seen, slope, 0.0)).SumToLike(x[3]);
    }

    // Finished scores, and which sources are seen; null for all.
    static (Tensor Scores, Tensor? Seen) Scores(ScaledDotProduct op, Tensor[] x)
    {
        var scores = ByHead(x[0]).MatMul(ByHead(Shared(x[1], x[0])), transposeY: true) * (op.Scale ?? 1 / Math.Sqrt(Math.Max(x[0].Shape[3], 1)));
        scores = op.HasBias ? scores + x[3] : scores;
        var seen = op.HasMask ? x[op.HasBias ? 4 : 3] : null;
        if (op.IsCausal)
        {
            var places = scores[0, 0].OnesLike();
            var earlier = places.CumSum(0).GreaterEqual(places.CumSum(1));
            seen = seen is null ? earlier : seen.LogicalAnd(earlier);
        }

        // The lowest number of the type instead of −∞, so that a row that sees nothing is no NaN.
        double low = scores.ElementType == ElementType.Float64 ? double.MinValue * 0.7 : (double)float.MinValue * 0.7;
        return (seen is null ? scores : Tensor.Where(seen, scores, low), seen);
    }

    static Tensor Shared(Tensor x, Tensor query) => query.Shape[2] == x.Shape[2] ? x : x.Repeat((int)(query.Shape[2] / x.Shape[2]), 2);

    static Tensor ByHead(Tensor x) => x.Transpose([0, 2, 1, 3]);
}
