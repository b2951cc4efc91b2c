using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Sigmoid-weighted linear unit, also called swish, y = x · σ(x).</summary>
    /// <remarks>Shape: any → same. NaN at −∞, as in TensorFlow.</remarks>
    public readonly record struct Silu : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x * V.Sigmoid(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Sigmoid(x) * (1 + (x * (1 - V.Sigmoid(x))));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Silu.</summary>
    public static class SiluOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Silu"/>
            public Tensor Silu() => x.ApplyFloating(default(Silu));
        }
    }
}
