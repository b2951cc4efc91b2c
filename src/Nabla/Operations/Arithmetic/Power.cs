using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x to the power y, with the special cases of IEEE 754.</summary>
    /// <remarks>Shapes: broadcast. NaN for a negative x and a y that is not whole. The slope for y is 0 where x ≤ 0. Error ≤ 2 ULP.</remarks>
    public readonly record struct Power : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Pow(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (y * V.Pow(x, y - 1), V.SelectLess(0, x, z * V.Log(V.SelectLess(0, x, x, 1)), 0));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Power.</summary>
    public static class PowerOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Power"/>
            public Tensor Power(Operand y) => x.Apply(default(Power), y);
        }
    }
}
