using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>sin(πx) ÷ (πx), 1 at 0.</summary>
    /// <remarks>Shape: any → same. NaN at ±∞.</remarks>
    public readonly record struct Sinc : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V>
        {
            V t = Math.PI * x, divisor = V.SelectEqual(t, 0, 1, t);
            return V.SelectEqual(t, 0, 1, V.Sin(t) / divisor);
        }

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V>
        {
            // (cos t − y) ÷ x loses all digits near 0, where the series has them.
            V t = Math.PI * x, square = t * t, divisor = V.SelectEqual(x, 0, 1, x);
            V series = -(Math.PI / 3) * t * (1 - (square * (1.0 / 10) * (1 - (square * (1.0 / 28)))));
            return V.SelectLess(V.Abs(t), 0.1, series, (V.Cos(t) - y) / divisor);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sinc.</summary>
    public static class SincOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sinc"/>
            public Tensor Sinc() => x.Apply(default(Sinc));
        }
    }
}
