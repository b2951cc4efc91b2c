using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>√(x² + y²) without overflow on the way.</summary>
    /// <remarks>Shapes: broadcast. Error ≤ 2 ULP.</remarks>
    public readonly record struct Hypot : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Hypot(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (x / z, y / z);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Hypot.</summary>
    public static class HypotOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Hypot"/>
            public Tensor Hypot(Operand y) => x.Apply(default(Hypot), y);
        }
    }
}
