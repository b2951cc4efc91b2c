using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Arc sine, y in [−π/2, π/2] radians.</summary>
    /// <remarks>Shape: any → same. NaN outside [−1, 1]. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcSin : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Asin(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / V.Sqrt(1 - x * x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Asin(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy / (1 - (x * x)).Sqrt().Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcSin.</summary>
    public static class ArcSinOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcSin"/>
            public Tensor ArcSin() => x.Apply(default(ArcSin));
        }
    }
}
