using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = ln(1 + eˣ), a smooth maximum of x and 0.</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. Error ≤ 2 ULP.</remarks>
    public readonly record struct Softplus : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Softplus(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Sigmoid(x);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Softplus.</summary>
    public static class SoftplusOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Softplus"/>
            public Tensor Softplus() => x.ApplyFloating(default(Softplus));
        }
    }
}
