using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The nearest whole number; halves go to the even one.</summary>
    /// <remarks>Shape: any → same. No gradient flows through it.</remarks>
    public readonly record struct Round : IUnary, IFlat
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Round(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Round.</summary>
    public static class RoundOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Round"/>
            public Tensor Round() => x.Apply(default(Round));
        }
    }
}
