using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The larger of two numbers, element by element.</summary>
    /// <remarks>Shapes: broadcast. NaN where either is NaN. The gradient goes to the chosen one; where both are equal, to x.</remarks>
    public readonly record struct Maximum : INumberBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => V.Max(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectLess(x, y, 0, 1), V.SelectLess(x, y, 1, 0));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Maximum.</summary>
    public static class MaximumOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Maximum"/>
            public Tensor Maximum(Operand y) => x.ApplyNumber(default(Maximum), y);
        }
    }
}
