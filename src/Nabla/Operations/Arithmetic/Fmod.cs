using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Remainder with the sign of the dividend, as <c>%</c> of C#.</summary>
    /// <remarks>Shapes: broadcast. NaN for an infinite x or a floating divisor of 0; a whole divisor of 0 is an error.</remarks>
    public readonly record struct Fmod : IScalarBinary, IScalarBinarySlopes
    {
        /// <inheritdoc/>
        public static bool TakesFloating => true;

        /// <inheritdoc/>
        public double At(double x, double y) => x % y;

        /// <inheritdoc/>
        public long At(long x, long y) => y switch { 0 => throw Divisor.Zero(nameof(Fmod)), -1 => 0, _ => x % y };

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => y == 0 ? throw Divisor.Zero(nameof(Fmod)) : x % y;

        Tensor?[] IScalarBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [dz.SumToLike(x), (-dz * (x / y).Trunc()).SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for remainders with the sign of the dividend.</summary>
    public static class FmodOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Fmod"/>
            /// <param name="y">The divisor.</param>
            /// <exception cref="DivideByZeroException">A whole divisor is 0.</exception>
            public Tensor Fmod(Operand y)
            {
                var (left, right) = Promotion.Of(nameof(Fmod), x, y);
                return Engine.Current.RunOne(new ScalarBinary<Fmod>(default), left, right);
            }
        }
    }
}
