using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Greatest common divisor of |x| and |y|; 0 of two zeros.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers. A C# number beside a tensor of fewer than 32 bits gives int32, as in Keras.</remarks>
    public readonly record struct Gcd : IScalarBinary
    {
        /// <inheritdoc/>
        public static bool TakesFloating => false;

        /// <inheritdoc/>
        public double At(double x, double y) => double.NaN;

        /// <inheritdoc/>
        public long At(long x, long y) => unchecked((long)At((ulong)Math.Abs(x), (ulong)Math.Abs(y)));

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y)
        {
            while (y != 0)
            {
                (x, y) = (y, x % y);
            }

            return x;
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Gcd.</summary>
    public static class GcdOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Gcd"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor Gcd(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(Gcd), x, y);
                return Engine.Current.RunOne(new ScalarBinary<Gcd>(default), left, right);
            }
        }
    }
}
