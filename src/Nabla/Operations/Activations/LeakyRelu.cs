using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = x where x > 0, else slope · x.</summary>
    /// <remarks>Shape: any → same. The slope at 0 is the left one. Whole numbers become float32 first.</remarks>
    /// <param name="NegativeSlope">The slope to the left.</param>
    public readonly record struct LeakyRelu(double NegativeSlope) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, x, NegativeSlope * x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, 1, NegativeSlope);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for LeakyRelu.</summary>
    public static class LeakyReluOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LeakyRelu"/>
            /// <param name="negativeSlope">The slope to the left.</param>
            public Tensor LeakyRelu(double negativeSlope = 0.2) => x.Apply(new LeakyRelu(negativeSlope));
        }
    }
}
