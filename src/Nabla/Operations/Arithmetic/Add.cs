using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Sum, z = x + y.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers wrap.</remarks>
    public readonly record struct Add : INumberBinary, IComplexBinary, IComplexBinarySlopes
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, INumberLane<V> => x + y;

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (1, 1);

        /// <inheritdoc/>
        public Complex At(Complex x, Complex y) => x + y;

        Tensor?[] IComplexBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [dz.SumToLike(x), dz.SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for sums.</summary>
    public static class AddOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Add"/>
            public static Tensor operator +(Tensor a, Tensor b) => FormulaOperations.Operate(default(Add), a, b);

            /// <inheritdoc cref="Operations.Add"/>
            public static Tensor operator +(Tensor a, Operand b) => FormulaOperations.Operate(default(Add), a, b);

            /// <inheritdoc cref="Operations.Add"/>
            public static Tensor operator +(Operand a, Tensor b) => FormulaOperations.Operate(default(Add), a, b);

            /// <inheritdoc cref="Operations.Add"/>
            public Tensor Add(Operand y) => x.ApplyNumber(default(Add), y);
        }
    }
}
