using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Quotient, 0 where the divisor is 0.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers become float32 first. No gradient flows where the divisor is 0.</remarks>
    public readonly record struct DivideNoNan : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectEqual(y, 0, 0, x / V.SelectEqual(y, 0, 1, y));

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectEqual(y, 0, 0, 1 / V.SelectEqual(y, 0, 1, y)), V.SelectEqual(y, 0, 0, -z / V.SelectEqual(y, 0, 1, y)));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for DivideNoNan.</summary>
    public static class DivideNoNanOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.DivideNoNan"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor DivideNoNan(Operand y) => x.Apply(default(DivideNoNan), y);
        }
    }
}
