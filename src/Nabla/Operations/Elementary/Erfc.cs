using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Complementary error function, y = 1 − erf x, exact to the last digits for large x.</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. Error ≤ 2 ULP.</remarks>
    public readonly record struct Erfc : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Erfc(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => -1.12837916709551257390 * V.Exp(-(x * x));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Erfc.</summary>
    public static class ErfcOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Erfc"/>
            public Tensor Erfc() => x.ApplyFloating(default(Erfc));
        }
    }
}
