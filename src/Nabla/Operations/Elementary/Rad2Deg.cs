using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>From radians to degrees, y = x · 180 ÷ π.</summary>
    /// <remarks>Shape: any → same. Whole numbers become float32 first, int64 float64, as in Keras.</remarks>
    public readonly record struct Rad2Deg : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x * (180 / Math.PI);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 180 / Math.PI;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Rad2Deg.</summary>
    public static class Rad2DegOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Rad2Deg"/>
            public Tensor Rad2Deg() => x.ToWideReal().Apply(default(Rad2Deg));
        }
    }
}
