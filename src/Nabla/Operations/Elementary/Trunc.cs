using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The whole part of x, towards zero.</summary>
    /// <remarks>Shape: any → same. No gradient flows through it.</remarks>
    public readonly record struct Trunc : IUnary, IFlat
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Truncate(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Trunc.</summary>
    public static class TruncOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Trunc"/>
            /// <remarks>Whole numbers and truth values stay as they are.</remarks>
            public Tensor Trunc() => x.ElementType.IsDifferentiable ? x.Apply(default(Trunc)) : x;
        }
    }
}
