using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Inverse error function, erf y = x.</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. ±∞ at ±1, NaN outside. Error ≤ 8 ULP.</remarks>
    public readonly record struct Erfinv : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Erfinv(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0.88622692545275801365 * V.Exp(y * y);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Erfinv.</summary>
    public static class ErfinvOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Erfinv"/>
            public Tensor Erfinv() => x.ApplyFloating(default(Erfinv));
        }
    }
}
