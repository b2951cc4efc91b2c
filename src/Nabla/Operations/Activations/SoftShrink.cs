using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = x drawn towards 0 by the threshold: sign(x) · max(|x| − threshold, 0).</summary>
    /// <remarks>Shape: any → same. NaN gives 0, as in Keras. The slope at the threshold is 0.</remarks>
    /// <param name="Threshold">Half the width of the zero.</param>
    public readonly record struct SoftShrink(double Threshold) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(Threshold, V.Abs(x), V.SelectLess(0, x, x - Threshold, x + Threshold), 0);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(Threshold, V.Abs(x), 1, 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for SoftShrink.</summary>
    public static class SoftShrinkOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.SoftShrink"/>
            /// <param name="threshold">Half the width of the zero.</param>
            public Tensor SoftShrink(double threshold = 0.5) => x.ApplyFloating(new SoftShrink(threshold));
        }
    }
}
