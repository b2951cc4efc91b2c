using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The least whole number that is not below x.</summary>
    /// <remarks>Shape: any → same. No gradient flows through it.</remarks>
    public readonly record struct Ceil : IUnary, IFlat
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Ceiling(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Ceil.</summary>
    public static class CeilOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Ceil"/>
            public Tensor Ceil() => x.Apply(default(Ceil));
        }
    }
}
