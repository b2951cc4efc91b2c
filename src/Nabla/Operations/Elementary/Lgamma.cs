using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = ln |Γ(x)|.</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. +∞ at 0 and the negative whole numbers. Error ≤ 8 ULP away from the zeros.</remarks>
    public readonly record struct Lgamma : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Lgamma(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Digamma(x);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Lgamma.</summary>
    public static class LgammaOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Lgamma"/>
            public Tensor Lgamma() => x.ApplyFloating(default(Lgamma));
        }
    }
}
