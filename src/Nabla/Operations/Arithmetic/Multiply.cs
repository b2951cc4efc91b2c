using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Product element by element, z = x · y. For the matrix product see <see cref="MatMul"/>.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers wrap.</remarks>
    public readonly record struct Multiply : INumberBinary, IComplexBinary, IComplexBinarySlopes
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => x * y;

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (y, x);

        /// <inheritdoc/>
        public Complex At(Complex x, Complex y) => x * y;

        Tensor?[] IComplexBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [(dz * y.Conj()).SumToLike(x), (dz * x.Conj()).SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Multiply.</summary>
    public static class MultiplyOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Multiply"/>
            public static Tensor operator *(Tensor a, Tensor b) => FormulaOperations.Operate(default(Multiply), a, b);

            /// <inheritdoc cref="Operations.Multiply"/>
            public static Tensor operator *(Tensor a, Operand b) => FormulaOperations.Operate(default(Multiply), a, b);

            /// <inheritdoc cref="Operations.Multiply"/>
            public static Tensor operator *(Operand a, Tensor b) => FormulaOperations.Operate(default(Multiply), a, b);

            /// <inheritdoc cref="Operations.Multiply"/>
            public Tensor Multiply(Operand y) => x.ApplyNumber(default(Multiply), y);
        }
    }
}
