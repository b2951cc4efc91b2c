using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The smaller of two numbers, element by element.</summary>
    /// <remarks>Shapes: broadcast. NaN where either is NaN. The gradient goes to the chosen one; where both are equal, to x.</remarks>
    public readonly record struct Minimum : INumberBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => V.Min(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectLess(y, x, 0, 1), V.SelectLess(y, x, 1, 0));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Minimum.</summary>
    public static class MinimumOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Minimum"/>
            public Tensor Minimum(Operand y) => x.ApplyNumber(default(Minimum), y);
        }
    }
}
