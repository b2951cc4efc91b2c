using Nabla.Operations;

namespace Nabla;

/// <summary>Attention by scaled dot products (Vaswani et al., 2017).</summary>
public static class AttentionOperations
{
    extension(Tensor query)
    {
        /// <summary>y = softmax(scale · query · keyᵀ + bias) · value for every head: values mixed by how well their keys meet the query.</summary>
        /// <remarks>Shapes: query [batch, targets, heads, depth], key [batch, sources, key heads, depth], value [batch, sources, key heads, value depth] → [batch, targets, heads, value depth];
        /// key heads divide the heads, and neighbouring heads share one. Bias and mask stretch to [batch, heads, targets, sources]. 16-bit floats are computed in float32. The matrix of
        /// scores is never in memory, but for the gradient of a bias and for gradients of gradients.</remarks>
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

            var (q, k, v) = (Normalizations.Wide(query), Normalizations.Wide(key), Normalizations.Wide(value));
            var op = new ScaledDotProduct(bias is not null, mask is not null, scale, isCausal);
            Tensor[] inputs = [q, k, v, .. bias is null ? (Tensor[])[] : [bias.Cast(q.ElementType)], .. mask is null ? (Tensor[])[] : [mask]];
            return Engine.Current.Run(op, inputs)[0].Cast(query.ElementType);
        }
    }
}
