using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Logistic function, y = 1 ÷ (1 + e⁻ˣ), in (0, 1).</summary>
    /// <remarks>Shape: any → same. Floating and complex numbers only, as in Keras. Error ≤ 4 ULP.</remarks>
    public readonly record struct Sigmoid : IUnary, IComplexUnary, IComplexUnarySlope, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Sigmoid(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => y * (1 - y);

        /// <inheritdoc/>
        public Complex At(Complex x) => 1 / (1 + Complex.Exp(-x));

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * (y * (1 - y)).Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sigmoid.</summary>
    public static class SigmoidOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sigmoid"/>
            public Tensor Sigmoid() => x.ApplyFloating(default(Sigmoid));
        }
    }
}
