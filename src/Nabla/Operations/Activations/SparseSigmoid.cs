using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Sigmoid in straight pieces, y = min(max((x + 1) ÷ 2, 0), 1).</summary>
    /// <remarks>Shape: any → same. The slope at ±1 is 0.</remarks>
    public readonly record struct SparseSigmoid : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Min(V.Max(0.5 * (x + 1), 0), 1);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(-1, x, V.SelectLess(x, 1, 0.5, 0), 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for SparseSigmoid.</summary>
    public static class SparseSigmoidOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.SparseSigmoid"/>
            public Tensor SparseSigmoid() => x.ApplyFloating(default(SparseSigmoid));
        }
    }
}
