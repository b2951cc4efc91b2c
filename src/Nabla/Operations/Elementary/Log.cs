using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Natural logarithm, y = ln x.</summary>
    /// <remarks>Shape: any → same. log 0 = −∞, NaN below 0. Error ≤ 2 ULP.</remarks>
    public readonly record struct Log : IUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Log(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 1 / x;

        /// <inheritdoc/>
        public Complex At(Complex x) => Complex.Log(x);

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy / x.Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Log.</summary>
    public static class LogOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Log"/>
            public Tensor Log() => x.Apply(default(Log));
        }
    }
}
