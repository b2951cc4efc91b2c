using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Softplus with a true zero: 0 up to −1, (x + 1)² ÷ 4 up to 1, then x.</summary>
    /// <remarks>Shape: any → same. The slope is 0 at −1 and 1 at 1.</remarks>
    public readonly record struct SparsePlus : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(-1, x, V.SelectLess(x, 1, 0.25 * ((x + 1) * (x + 1)), x), V.SelectNaN(x, x, 0));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(-1, x, V.SelectLess(x, 1, 0.5 * (x + 1), 1), 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for SparsePlus.</summary>
    public static class SparsePlusOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.SparsePlus"/>
            public Tensor SparsePlus() => x.ApplyFloating(default(SparsePlus));
        }
    }
}
