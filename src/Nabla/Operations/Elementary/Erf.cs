using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Error function, y = 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. erf(±∞) = ±1. Error ≤ 2 ULP.</remarks>
    public readonly record struct Erf : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Erf(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1.12837916709551257390 * V.Exp(-(x * x));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Erf.</summary>
    public static class ErfOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Erf"/>
            public Tensor Erf() => x.ApplyFloating(default(Erf));
        }
    }
}
