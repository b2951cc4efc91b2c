using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Tangent of x radians.</summary>
    /// <remarks>Shape: any → same. NaN at ±∞. Error ≤ 2 ULP over the whole range.</remarks>
    public readonly record struct Tan : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Tan(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 + y * y;

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Tan(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * (1 + (y * y)).Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Tan.</summary>
    public static class TanOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Tan"/>
            public Tensor Tan() => x.Apply(default(Tan));
        }
    }
}
