using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>From degrees to radians, y = x · π ÷ 180.</summary>
    /// <remarks>Shape: any → same. Whole numbers become float32 first, int64 float64, as in Keras.</remarks>
    public readonly record struct Deg2Rad : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => x * (Math.PI / 180);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => Math.PI / 180;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Deg2Rad.</summary>
    public static class Deg2RadOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Deg2Rad"/>
            public Tensor Deg2Rad() => x.ToWideReal().Apply(default(Deg2Rad));
        }
    }
}
