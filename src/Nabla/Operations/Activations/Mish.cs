using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Mish, y = x · tanh(ln(1 + eˣ)) (Misra, 2019).</summary>
    /// <remarks>Shape: any → same. NaN at −∞, as in Keras.</remarks>
    public readonly record struct Mish : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x * V.Tanh(V.Softplus(x));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Tanh(V.Softplus(x)) + (x * V.Sigmoid(x) * (1 - Square(V.Tanh(V.Softplus(x)))));

        static V Square<V>(V x)
            where V : struct, IRealLane<V> => x * x;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Mish.</summary>
    public static class MishOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Mish"/>
            public Tensor Mish() => x.ApplyFloating(default(Mish));
        }
    }
}
