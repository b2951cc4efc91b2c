using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Arc tangent, y in (−π/2, π/2) radians.</summary>
    /// <remarks>Shape: any → same. Error ≤ 2 ULP.</remarks>
    public readonly record struct ArcTan : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Atan(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / (1 + x * x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Atan(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy / (1 + (x * x)).Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ArcTan.</summary>
    public static class ArcTanOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ArcTan"/>
            public Tensor ArcTan() => x.Apply(default(ArcTan));
        }
    }
}
