using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>ln(eˣ + eʸ), stable over the whole range.</summary>
    /// <remarks>Shapes: broadcast. Error ≤ 2 ULP.</remarks>
    public readonly record struct LogAddExp : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.LogAddExp(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.Exp(x - z), V.Exp(y - z));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for LogAddExp.</summary>
    public static class LogAddExpOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LogAddExp"/>
            public Tensor LogAddExp(Operand y) => x.Apply(default(LogAddExp), y);
        }
    }
}
