using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The quotient x ÷ y rounded towards 0, as <c>/</c> of C# on whole numbers.</summary>
    /// <remarks>Shapes: broadcast. A whole divisor of 0 is an error. The least number ÷ −1 wraps to itself. No gradient flows through it.</remarks>
    public readonly record struct TruncateDivide : IScalarBinary, IScalarBinarySlopes
    {
        /// <inheritdoc/>
        public static bool TakesFloating => true;

        /// <inheritdoc/>
        public double At(double x, double y) => Math.Truncate(x / y);

        /// <inheritdoc/>
        public long At(long x, long y) => y switch { 0 => throw Divisor.Zero(nameof(TruncateDivide)), -1 => unchecked(-x), _ => x / y };

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => y == 0 ? throw Divisor.Zero(nameof(TruncateDivide)) : x / y;

        Tensor?[] IScalarBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [null, null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for quotients rounded towards 0.</summary>
    public static class TruncateDivideOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.TruncateDivide"/>
            /// <param name="y">The divisor.</param>
            /// <exception cref="DivideByZeroException">A whole divisor is 0.</exception>
            public Tensor TruncateDivide(Operand y)
            {
                var (left, right) = Promotion.Of(nameof(TruncateDivide), x, y);
                return Engine.Current.RunOne(new ScalarBinary<TruncateDivide>(default), left, right);
            }
        }
    }
}
