using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Least common multiple of |x| and |y|; 0 where either is 0.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers; the result wraps. A C# number beside a tensor of fewer than 32 bits gives int32, as in Keras.</remarks>
    public readonly record struct Lcm : IScalarBinary
    {
        /// <inheritdoc/>
        public static bool TakesFloating => false;

        /// <inheritdoc/>
        public double At(double x, double y) => double.NaN;

        /// <inheritdoc/>
        public long At(long x, long y) => unchecked((long)At((ulong)Math.Abs(x), (ulong)Math.Abs(y)));

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => x == 0 || y == 0 ? 0 : unchecked(x / default(Gcd).At(x, y) * y);
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Lcm.</summary>
    public static class LcmOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Lcm"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor Lcm(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(Lcm), x, y);
                return Engine.Current.RunOne(new ScalarBinary<Lcm>(default), left, right);
            }
        }
    }
}
