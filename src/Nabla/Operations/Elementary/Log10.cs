using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Logarithm to base 10.</summary>
    /// <remarks>Shape: any → same. log10 0 = −∞, NaN below 0. Error ≤ 2 ULP.</remarks>
    public readonly record struct Log10 : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Log10(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / (x * 2.30258509299404568402);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Log10.</summary>
    public static class Log10Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Log10"/>
            public Tensor Log10() => x.Apply(default(Log10));
        }
    }
}
