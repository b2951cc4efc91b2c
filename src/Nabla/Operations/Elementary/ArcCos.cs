using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Arc cosine, y in [0, π] radians.</summary>
    /// <remarks>Shape: any → same. NaN outside [−1, 1]. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcCos : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Acos(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => -1 / V.Sqrt(1 - x * x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Acos(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => -(dy / (1 - (x * x)).Sqrt().Conj());
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcCos.</summary>
    public static class ArcCosOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcCos"/>
            public Tensor ArcCos() => x.Apply(default(ArcCos));
        }
    }
}
