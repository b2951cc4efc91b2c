using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Reciprocal square root, y = 1 ÷ √x.</summary>
    /// <remarks>Shape: any → same. Floating and complex numbers only, as in Keras. rsqrt 0 = +∞, NaN below 0. Error ≤ 2 ULP.</remarks>
    public readonly record struct Rsqrt : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Rsqrt(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => -0.5 * y * y * y;

        /// <inheritdoc/>
        public Complex At(Complex x) => 1 / Complex.Sqrt(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * (-0.5 * y / x).Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Rsqrt.</summary>
    public static class RsqrtOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Rsqrt"/>
            public Tensor Rsqrt() => x.ApplyFloating(default(Rsqrt));
        }
    }
}
