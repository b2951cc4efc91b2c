using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Silu in straight pieces, also called hard swish, y = x · min(max(x + 3, 0), 6) ÷ 6.</summary>
    /// <remarks>Shape: any → same. The slope is 0 at −3 and 1 at 3. NaN at −∞, as in Keras.</remarks>
    public readonly record struct HardSilu : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x * (V.Min(V.Max(x + 3, 0), 6) / 6);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => (V.Min(V.Max(x + 3, 0), 6) / 6) + V.SelectLess(-3, x, V.SelectLess(x, 3, x / 6, 0), 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for HardSilu.</summary>
    public static class HardSiluOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.HardSilu"/>
            public Tensor HardSilu() => x.ApplyFloating(default(HardSilu));
        }
    }
}
