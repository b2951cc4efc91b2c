using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>What tanh takes away, y = x − tanh x.</summary>
    /// <remarks>Shape: any → same. </remarks>
    public readonly record struct TanhShrink : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x - V.Tanh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Tanh(x) * V.Tanh(x);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for TanhShrink.</summary>
    public static class TanhShrinkOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.TanhShrink"/>
            public Tensor TanhShrink() => x.ApplyFloating(default(TanhShrink));
        }
    }
}
