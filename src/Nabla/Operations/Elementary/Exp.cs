using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Exponential, y = eˣ.</summary>
    /// <remarks>Shape: any → same. exp(−∞) = 0, exp(+∞) = +∞. Error ≤ 2 ULP.</remarks>
    public readonly record struct Exp : IUnary, IComplexUnary, IComplexUnarySlope, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Exp(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => y;

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Exp(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * y.Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Exp.</summary>
    public static class ExpOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Exp"/>
            public Tensor Exp() => x.Apply(default(Exp));
        }
    }
}
