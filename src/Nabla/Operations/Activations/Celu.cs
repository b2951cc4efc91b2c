using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Continuously differentiable exponential linear unit, y = max(x, 0) + α · (e^(min(x, 0) ÷ α) − 1) (Barron, 2017).</summary>
    /// <remarks>Shape: any → same. The slope at 0 is 2, the sum of both halves, as in Keras.</remarks>
    /// <param name="Alpha">−y far to the left.</param>
    public readonly record struct Celu(double Alpha) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Max(x, 0) + (Alpha * V.Expm1(V.Min(x, 0) / Alpha));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(x, 0, 0, 1) + V.SelectLess(0, x, 0, V.Exp(V.Min(x, 0) / Alpha));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Celu.</summary>
    public static class CeluOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Celu"/>
            /// <param name="alpha">−y far to the left; not 0.</param>
            public Tensor Celu(double alpha = 1) => x.ApplyFloating(new Celu(alpha));
        }
    }
}
