using Nabla.Operations;

namespace Nabla
{
    /// <summary>Which places of one vector along another are looked at.</summary>
    public enum CorrelationMode
    {
        /// <summary>Those where the shorter lies wholly within the longer.</summary>
        Valid,

        /// <summary>As many as the longer has elements, from the middle.</summary>
        Same,

        /// <summary>All where they meet at all.</summary>
        Full,
    }

    /// <summary>Correlation of two vectors.</summary>
    public static class CorrelateOperation
    {
        extension(Tensor x)
        {
            /// <summary>yₖ = Σₙ xₙ₊ₖ · v̄ₙ: how alike two vectors are where one is moved along the other. Whole numbers become float32 first.</summary>
            /// <remarks>The product is made of all places at once: memory for (length of x + length of v) · length of v elements.</remarks>
            /// <param name="v">The other vector.</param>
            /// <param name="mode">Which places are looked at.</param>
            /// <exception cref="ShapeException">One is no vector, or has no elements.</exception>
            public Tensor Correlate(Tensor v, CorrelationMode mode = CorrelationMode.Valid)
            {
                if (x.Rank != 1 || v.Rank != 1 || x.Shape[0] == 0 || v.Shape[0] == 0)
                {
                    throw new ShapeException($"Correlate: shapes {x.Shape} and {v.Shape}: two vectors with elements are expected. Flatten them, or correlate row by row.");
                }

                BinaryOp.SameType("Correlate", [new(x.ElementType, x.Shape), new(v.ElementType, v.Shape)]);
                int n = (int)x.Shape[0], m = (int)v.Shape[0], shorter = Math.Min(n, m), longer = Math.Max(n, m);
                int start = mode switch
                {
                    CorrelationMode.Full => 0,
                    CorrelationMode.Same => m <= n ? m - 1 - (m / 2) : n / 2,
                    _ => shorter - 1,
                };
                int count = mode switch
                {
                    CorrelationMode.Full => n + m - 1,
                    CorrelationMode.Same => longer,
                    _ => longer - shorter + 1,
                };
                var places = Tensor.Arange(count).ExpandDims(1) + (Tensor.Arange(m).ExpandDims(0) + start);
                return x.ToReal().Pad([(m - 1, m - 1)]).Gather(places).MatMul(v.ToReal().Conj());
            }
        }
    }
}
