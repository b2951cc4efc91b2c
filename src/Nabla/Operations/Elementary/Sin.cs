using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Sine of x radians.</summary>
    /// <remarks>Shape: any → same. NaN at ±∞. Error ≤ 2 ULP over the whole range.</remarks>
    public readonly record struct Sin : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Sin(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Cos(x);

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Sin(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * x.Cos().Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Sin.</summary>
    public static class SinOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sin"/>
            public Tensor Sin() => x.Apply(default(Sin));
        }
    }
}
