using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Sigmoid in straight pieces, y = min(max(x + 3, 0), 6) ÷ 6.</summary>
    /// <remarks>Shape: any → same. The slope at ±3 is 0.</remarks>
    public readonly record struct HardSigmoid : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Min(V.Max(x + 3, 0), 6) / 6;

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(-3, x, V.SelectLess(x, 3, 1.0 / 6, 0), 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for HardSigmoid.</summary>
    public static class HardSigmoidOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.HardSigmoid"/>
            public Tensor HardSigmoid() => x.ApplyFloating(default(HardSigmoid));
        }
    }
}
