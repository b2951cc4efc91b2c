using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Difference, z = x − y.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers wrap.</remarks>
    public readonly record struct Subtract : INumberBinary, IComplexBinary, IComplexBinarySlopes
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => x - y;

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (1, -1);

        /// <inheritdoc/>
        public Complex At(Complex x, Complex y) => x - y;

        Tensor?[] IComplexBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [dz.SumToLike(x), (-dz).SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Subtract.</summary>
    public static class SubtractOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Subtract"/>
            public static Tensor operator -(Tensor a, Tensor b) => FormulaOperations.Operate(default(Subtract), a, b);

            /// <inheritdoc cref="Operations.Subtract"/>
            public static Tensor operator -(Tensor a, Operand b) => FormulaOperations.Operate(default(Subtract), a, b);

            /// <inheritdoc cref="Operations.Subtract"/>
            public static Tensor operator -(Operand a, Tensor b) => FormulaOperations.Operate(default(Subtract), a, b);

            /// <inheritdoc cref="Operations.Subtract"/>
            public Tensor Subtract(Operand y) => x.ApplyNumber(default(Subtract), y);
        }
    }
}
