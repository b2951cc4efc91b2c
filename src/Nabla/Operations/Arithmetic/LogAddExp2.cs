using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>log₂(2ˣ + 2ʸ), stable over the whole range.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers become float32 first.</remarks>
    public readonly record struct LogAddExp2 : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V>
        {
            // The larger one, and what the smaller adds to it; two equal infinities add nothing.
            V larger = V.Max(x, y), distance = V.SelectEqual(x, y, 0, V.Abs(x - y));
            return larger + (1.44269504088896340736 * V.Log1p(V.Exp2(-distance)));
        }

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.Exp2(x - z), V.Exp2(y - z));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for LogAddExp2.</summary>
    public static class LogAddExp2Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LogAddExp2"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor LogAddExp2(Operand y) => x.Apply(default(LogAddExp2), y);
        }
    }
}
