using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Inverse hyperbolic tangent.</summary>
    /// <remarks>Shape: any → same. ±∞ at ±1, NaN outside. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcTanh : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Atanh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / (1 - x * x);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcTanh.</summary>
    public static class ArcTanhOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcTanh"/>
            public Tensor ArcTanh() => x.Apply(default(ArcTanh));
        }
    }
}
