using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Square root, y = √x.</summary>
    /// <remarks>Shape: any → same. Correctly rounded; NaN below 0.</remarks>
    public readonly record struct Sqrt : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Sqrt(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0.5 / y;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sqrt.</summary>
    public static class SqrtOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sqrt"/>
            public Tensor Sqrt() => x.Apply(default(Sqrt));
        }
    }
}
