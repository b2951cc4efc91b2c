using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Exponential linear unit: x where x > 0, else α · (eˣ − 1) (Clevert et al., 2015).</summary>
    /// <remarks>Shape: any → same. The slope at 0 is α.</remarks>
    /// <param name="Alpha">−y far to the left.</param>
    public readonly record struct Elu(double Alpha) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, x, Alpha * V.Expm1(x));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, 1, y + Alpha);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Elu.</summary>
    public static class EluOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Elu"/>
            /// <param name="alpha">−y far to the left.</param>
            public Tensor Elu(double alpha = 1) => x.ApplyFloating(new Elu(alpha));
        }
    }
}
