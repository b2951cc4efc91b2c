using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The greatest whole number that is not above x.</summary>
    /// <remarks>Shape: any → same. No gradient flows through it.</remarks>
    public readonly record struct Floor : IUnary, IFlat
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Floor(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Floor.</summary>
    public static class FloorOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Floor"/>
            public Tensor Floor() => x.Apply(default(Floor));
        }
    }
}
