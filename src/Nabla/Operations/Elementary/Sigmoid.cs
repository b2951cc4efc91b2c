using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Logistic function, y = 1 ÷ (1 + e⁻ˣ), in (0, 1).</summary>
    /// <remarks>Shape: any → same. Error ≤ 4 ULP.</remarks>
    public readonly record struct Sigmoid : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Sigmoid(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => y * (1 - y);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sigmoid.</summary>
    public static class SigmoidOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sigmoid"/>
            public Tensor Sigmoid() => x.Apply(default(Sigmoid));
        }
    }
}
