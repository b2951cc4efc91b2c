using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Cube root.</summary>
    /// <remarks>Shape: any → same. Odd: cbrt(−8) = −2. Error ≤ 2 ULP.</remarks>
    public readonly record struct Cbrt : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Cbrt(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / (3 * y * y);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Cbrt.</summary>
    public static class CbrtOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Cbrt"/>
            public Tensor Cbrt() => x.ToWideReal().Apply(default(Cbrt));
        }
    }
}
