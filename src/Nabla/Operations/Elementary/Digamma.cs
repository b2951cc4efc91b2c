using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The slope of ln Γ(x).</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. NaN at 0 and the negative whole numbers. Error ≤ 8 ULP away from the zeros. It has no gradient.</remarks>
    public readonly record struct Digamma : IUnary, INotDifferentiable
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Digamma(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Digamma.</summary>
    public static class DigammaOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Digamma"/>
            public Tensor Digamma() => x.ApplyFloating(default(Digamma));
        }
    }
}
