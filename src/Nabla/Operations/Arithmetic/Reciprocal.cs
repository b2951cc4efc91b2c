using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = 1 ÷ x.</summary>
    /// <remarks>Shape: any → same. Floating and complex numbers only, as in TensorFlow.</remarks>
    public readonly record struct Reciprocal : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => 1 / x;

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => -y * y;

        /// <inheritdoc/>
        public Complex At(Complex x) => 1 / x;

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => -(dy * (y * y).Conj());
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Reciprocal.</summary>
    public static class ReciprocalOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Reciprocal"/>
            public Tensor Reciprocal() => x.ApplyFloating(default(Reciprocal));
        }
    }
}
