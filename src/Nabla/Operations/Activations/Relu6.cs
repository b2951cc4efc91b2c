using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Rectified linear unit cut at 6, y = min(max(x, 0), 6).</summary>
    /// <remarks>Shape: any → same. The slope at 0 and at 6 is 0.</remarks>
    public readonly record struct Relu6 : INumberUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, INumberLane<V> => V.Min(V.Max(x, 0), 6);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, V.SelectLess(x, 6, 1, 0), 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Relu6.</summary>
    public static class Relu6Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Relu6"/>
            public Tensor Relu6() => x.ApplyNumber(default(Relu6));
        }
    }
}
