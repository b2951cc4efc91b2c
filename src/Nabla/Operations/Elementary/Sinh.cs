using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Hyperbolic sine.</summary>
    /// <remarks>Shape: any → same. Error ≤ 2 ULP.</remarks>
    public readonly record struct Sinh : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Sinh(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Cosh(x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Sinh(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * x.Cosh().Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sinh.</summary>
    public static class SinhOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sinh"/>
            public Tensor Sinh() => x.Apply(default(Sinh));
        }
    }
}
