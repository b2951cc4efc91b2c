using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Inverse hyperbolic sine.</summary>
    /// <remarks>Shape: any → same. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcSinh : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Asinh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / V.Sqrt(x * x + 1);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcSinh.</summary>
    public static class ArcSinhOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcSinh"/>
            public Tensor ArcSinh() => x.Apply(default(ArcSinh));
        }
    }
}
