using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The angle of the point (y, x) in radians, in [−π, π]: the first argument is the ordinate.</summary>
    /// <remarks>Shapes: broadcast. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcTan2 : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Atan2(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (y / ((x * x) + (y * y)), -x / ((x * x) + (y * y)));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcTan2.</summary>
    public static class ArcTan2Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcTan2"/>
            /// <remarks>A C# number counts as int32 or float32, which lift shorter types, as in Keras.</remarks>
            /// <param name="y">The abscissa.</param>
            public Tensor ArcTan2(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(ArcTan2), x, y);
                return left.Apply(default(ArcTan2), right);
            }
        }
    }
}
