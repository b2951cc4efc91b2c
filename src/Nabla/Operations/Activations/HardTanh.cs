using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Tanh in straight pieces, y = min(max(x, −1), 1).</summary>
    /// <remarks>Shape: any → same. The slope at ±1 is 1.</remarks>
    public readonly record struct HardTanh : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Min(V.Max(x, -1), 1);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(x, -1, 0, V.SelectLess(1, x, 0, 1));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for HardTanh.</summary>
    public static class HardTanhOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.HardTanh"/>
            public Tensor HardTanh() => x.ApplyFloating(default(HardTanh));
        }
    }
}
