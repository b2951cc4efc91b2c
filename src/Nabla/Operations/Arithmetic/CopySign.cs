using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The magnitude of x with the sign of y.</summary>
    /// <remarks>Shapes: broadcast. The slope for y is 0.</remarks>
    public readonly record struct CopySign : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.CopySign(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.CopySign(1, y) * V.CopySign(1, x), 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for CopySign.</summary>
    public static class CopySignOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.CopySign"/>
            public Tensor CopySign(Operand y) => x.Apply(default(CopySign), y);
        }
    }
}
