using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = ln(1 + x), exact to the last digits near 0.</summary>
    /// <remarks>Shape: any → same. log1p(−1) = −∞, NaN below. Error ≤ 2 ULP.</remarks>
    public readonly record struct Log1p : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Log1p(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / (1 + x);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Log1p.</summary>
    public static class Log1pOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Log1p"/>
            public Tensor Log1p() => x.Apply(default(Log1p));
        }
    }
}
