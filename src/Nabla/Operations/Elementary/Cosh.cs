using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Hyperbolic cosine.</summary>
    /// <remarks>Shape: any → same. Error ≤ 2 ULP.</remarks>
    public readonly record struct Cosh : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Cosh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Sinh(x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Cosh(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * x.Sinh().Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Cosh.</summary>
    public static class CoshOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Cosh"/>
            public Tensor Cosh() => x.Apply(default(Cosh));
        }
    }
}
