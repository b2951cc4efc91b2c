using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Inverse hyperbolic cosine, y ≥ 0.</summary>
    /// <remarks>Shape: any → same. NaN below 1. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcCosh : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Acosh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / V.Sinh(y);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcCosh.</summary>
    public static class ArcCoshOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcCosh"/>
            public Tensor ArcCosh() => x.Apply(default(ArcCosh));
        }
    }
}
