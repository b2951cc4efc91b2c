using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Power of two, y = 2ˣ.</summary>
    /// <remarks>Shape: any → same. Error ≤ 2 ULP.</remarks>
    public readonly record struct Exp2 : IUnary, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Exp2(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => y * 0.69314718055994530942;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Exp2.</summary>
    public static class Exp2Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Exp2"/>
            public Tensor Exp2() => x.Apply(default(Exp2));
        }
    }
}
