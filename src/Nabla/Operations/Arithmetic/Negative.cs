using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Negation, y = −x.</summary>
    /// <remarks>Shape: any → same. Whole numbers wrap; unsigned ones are refused.</remarks>
    public readonly record struct Negative : INumberUnary, ISigned, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, INumberLane<V> => -x;

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => -1;

        /// <inheritdoc/>
        public Complex At(Complex x) => -x;

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => -dy;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Negative.</summary>
    public static class NegativeOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Negative"/>
            public Tensor Negative() => x.ApplyNumber(default(Negative));

            /// <inheritdoc cref="Operations.Negative"/>
            public static Tensor operator -(Tensor a) => a.ApplyNumber(default(Negative));
        }
    }
}
