using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Logarithm to base 2.</summary>
    /// <remarks>Shape: any → same. log2 0 = −∞, NaN below 0. Error ≤ 2 ULP.</remarks>
    public readonly record struct Log2 : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Log2(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / (x * 0.69314718055994530942);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Log2.</summary>
    public static class Log2Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Log2"/>
            public Tensor Log2() => x.Apply(default(Log2));
        }
    }
}
