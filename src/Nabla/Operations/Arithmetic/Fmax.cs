using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The larger of two numbers, element by element; a number wins over NaN.</summary>
    /// <remarks>Shapes: broadcast. The gradient goes to the chosen one; where both are equal, to x.</remarks>
    public readonly record struct Fmax : INumberBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => V.SelectNaN(x, y, V.SelectNaN(y, x, V.Max(x, y)));

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectNaN(x, 0, V.SelectLess(x, y, 0, 1)), V.SelectNaN(x, 1, V.SelectLess(x, y, 1, 0)));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Fmax.</summary>
    public static class FmaxOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Fmax"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor Fmax(Operand y) => x.ApplyNumber(default(Fmax), y);
        }
    }
}
