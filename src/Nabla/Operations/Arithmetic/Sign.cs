using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>−1, 0 or 1, the sign of x; x ÷ |x| for complex numbers.</summary>
    /// <remarks>Shape: any → same. sign(NaN) = NaN, sign(±0) = ±0. The slope is 0.</remarks>
    public readonly record struct Sign : INumberUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, INumberLane<V> => V.SelectLess(x, 0, -1, V.SelectLess(0, x, 1, x));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;

        /// <inheritdoc/>
        public Complex At(Complex x) => x == Complex.Zero ? x : x / Complex.Abs(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy.ZerosLike();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sign.</summary>
    public static class SignOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sign"/>
            public Tensor Sign() => x.ApplyNumber(default(Sign));
        }
    }
}
