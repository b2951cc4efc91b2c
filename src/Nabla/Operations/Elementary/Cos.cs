using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Cosine of x radians.</summary>
    /// <remarks>Shape: any → same. NaN at ±∞. Error ≤ 2 ULP over the whole range.</remarks>
    public readonly record struct Cos : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Cos(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => -V.Sin(x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Cos(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => -(dy * x.Sin().Conj());
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Cos.</summary>
    public static class CosOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Cos"/>
            public Tensor Cos() => x.Apply(default(Cos));
        }
    }
}
