using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Square, y = x².</summary>
    /// <remarks>Shape: any → same. Whole numbers wrap.</remarks>
    public readonly record struct Square : INumberUnary, IComplexUnary, IComplexUnarySlope
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, INumberLane<V> => x * x;

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 2 * x;

        /// <inheritdoc/>
        public Complex At(Complex x) => x * x;

        Tensor IComplexUnarySlope.Gradient(Tensor x, Tensor y, Tensor dy) => dy * 2 * x.Conj();
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Square.</summary>
    public static class SquareOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Square"/>
            /// <remarks>Truth values become int32 first.</remarks>
            public Tensor Square() => (x.ElementType == ElementType.Bool ? x.Cast(ElementType.Int32) : x).ApplyNumber(default(Square));
        }
    }
}
