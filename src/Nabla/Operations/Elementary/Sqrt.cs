using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Square root, y = √x.</summary>
    /// <remarks>Shape: any → same. Correctly rounded; NaN below 0.</remarks>
    public readonly record struct Sqrt : IUnary, IComplexUnary, IComplexUnarySlope, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Sqrt(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0.5 / y;

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Sqrt(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * (0.5 / y).Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sqrt.</summary>
    public static class SqrtOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sqrt"/>
            public Tensor Sqrt() => x.Apply(default(Sqrt));
        }
    }
}
