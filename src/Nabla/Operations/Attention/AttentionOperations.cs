using Nabla.Operations;

namespace Nabla;

/// <summary>Attention by scaled dot products (Vaswani et al., 2017).</summary>
public static class AttentionOperations
{
    extension(Tensor query)
    {
        /// <summary>y = softmax(scale · query · keyᵀ + bias) · value for every head: values mixed by how well their keys meet the query.</summary>
        /// <remarks>Shapes: query [batch, targets, heads, depth], key and value [batch, sources, key heads, depth] → [batch, targets, heads, depth]; key heads divide the
        /// heads, and neighbouring heads share one. Bias and mask stretch to [batch, heads, targets, sources]. Scores of 16-bit floats are computed in float32.</remarks>
        /// <param name="key">What is looked at.</param>
        /// <param name="value">What is taken of it.</param>
        /// <param name="bias">Added to the scores.</param>
        /// <param name="mask">False where a source is not seen.</param>
        /// <param name="scale">Factor of the scores; 1 ÷ √depth by default.</param>
        /// <param name="isCausal">Whether a target sees only sources up to its own place.</param>
        /// <exception cref="ShapeException">There are not 4 axes, or the heads do not fit.</exception>
        public Tensor DotProductAttention(Tensor key, Tensor value, Tensor? bias = null, Tensor? mask = null, double? scale = null, bool isCausal = false)
        {
            const string Op = "DotProductAttention";
            if (query.Rank != 4 || key.Rank != 4 || value.Rank != 4)
            {
                throw new ShapeException($"{Op}: query {query.Shape}, key {key.Shape} and value {value.Shape}: [batch, places, heads, depth] is expected of each. Split the last axis into heads.");
            }

            long heads = query.Shape[2], shared = key.Shape[2];
            if (shared == 0 || heads % shared != 0 || value.Shape[2] != shared)
            {
                throw new ShapeException($"{Op}: {heads} heads of the query, {shared} of the key and {value.Shape[2]} of the value: those of key and value are equal and divide the query's.");
            }

            if (shared != heads)
            {
                (key, value) = (key.Repeat((int)(heads / shared), 2), value.Repeat((int)(heads / shared), 2));
            }

            Tensor q = ByHead(query), k = ByHead(key), v = ByHead(value);
            var scores = Normalizations.Wide(q).MatMul(Normalizations.Wide(k), transposeY: true) * (scale ?? 1 / Math.Sqrt(query.Shape[3]));
            scores = bias is null ? scores : scores + bias.Cast(scores.ElementType);
            scores = mask is null ? scores : Masked(scores, mask);
            if (isCausal)
            {
                var target = scores[0, 0].OnesLike().CumSum(0);
                scores = Masked(scores, target.GreaterEqual(target.OnesLike().CumSum(1)));
            }

            return ByHead(scores.Softmax().Cast(query.ElementType).MatMul(v));
        }
    }

    static Tensor ByHead(Tensor x) => x.Transpose([0, 2, 1, 3]);

    // The lowest number of the type instead of −∞, so that a row that sees nothing is no NaN.
    static Tensor Masked(Tensor scores, Tensor mask) =>
        Tensor.Where(mask, scores, scores.ElementType == ElementType.Float64 ? double.MinValue * 0.7 : (double)float.MinValue * 0.7);
}
