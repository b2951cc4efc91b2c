using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = x ÷ (1 + |x|), in (−1, 1).</summary>
    /// <remarks>Shape: any → same. NaN at ±∞, as in TensorFlow.</remarks>
    public readonly record struct Softsign : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x / (1 + V.Abs(x));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / ((1 + V.Abs(x)) * (1 + V.Abs(x)));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Softsign.</summary>
    public static class SoftsignOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Softsign"/>
            public Tensor Softsign() => x.ApplyFloating(default(Softsign));
        }
    }
}
