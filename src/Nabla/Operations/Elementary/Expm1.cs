using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = eˣ − 1, exact to the last digits near 0.</summary>
    /// <remarks>Shape: any → same. Error ≤ 2 ULP.</remarks>
    public readonly record struct Expm1 : IUnary, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Expm1(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => y + 1;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Expm1.</summary>
    public static class Expm1Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Expm1"/>
            public Tensor Expm1() => x.Apply(default(Expm1));
        }
    }
}
