using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The smaller of two numbers, element by element; a number wins over NaN.</summary>
    /// <remarks>Shapes: broadcast. The gradient goes to the chosen one; where both are equal, to x.</remarks>
    public readonly record struct Fmin : INumberBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => V.SelectNaN(x, y, V.SelectNaN(y, x, V.Min(x, y)));

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectNaN(x, 0, V.SelectLess(y, x, 0, 1)), V.SelectNaN(x, 1, V.SelectLess(y, x, 1, 0)));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Fmin.</summary>
    public static class FminOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Fmin"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor Fmin(Operand y) => x.ApplyNumber(default(Fmin), y);
        }
    }
}
