using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Hyperbolic tangent, y = tanh x, in (−1, 1).</summary>
    /// <remarks>Shape: any → same. tanh(±∞) = ±1. Error ≤ 2 ULP.</remarks>
    public readonly record struct Tanh : IUnary, IComplexUnary, IComplexUnarySlope, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Tanh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 - y * y;

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Tanh(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * (1 - (y * y)).Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Tanh.</summary>
    public static class TanhOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Tanh"/>
            public Tensor Tanh() => x.Apply(default(Tanh));
        }
    }
}
