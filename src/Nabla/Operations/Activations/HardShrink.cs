using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = x where |x| > threshold, else 0.</summary>
    /// <remarks>Shape: any → same. NaN gives 0, as in Keras. The slope at the threshold is 0.</remarks>
    /// <param name="Threshold">Half the width of the zero.</param>
    public readonly record struct HardShrink(double Threshold) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(Threshold, V.Abs(x), x, 0);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(Threshold, V.Abs(x), 1, 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for HardShrink.</summary>
    public static class HardShrinkOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.HardShrink"/>
            /// <param name="threshold">Half the width of the zero.</param>
            public Tensor HardShrink(double threshold = 0.5) => x.ApplyFloating(new HardShrink(threshold));
        }
    }
}
