using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x with its bits y places lower; the sign follows, zeros for unsigned numbers.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers. Negative places count as 0.</remarks>
    public readonly record struct RightShift : IScalarBinary
    {
        /// <inheritdoc/>
        public static bool TakesFloating => false;

        /// <inheritdoc/>
        public double At(double x, double y) => double.NaN;

        /// <inheritdoc/>
        public long At(long x, long y) => x >> (int)Math.Clamp(y, 0, 63);

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => y > 63 ? 0 : x >> (int)y;
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for RightShift.</summary>
    public static class RightShiftOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.RightShift"/>
            public static Tensor operator >>(Tensor a, Tensor b) => Engine.Current.RunOne(new ScalarBinary<RightShift>(default), a, b);

            /// <inheritdoc cref="Operations.RightShift"/>
            public static Tensor operator >>(Tensor a, Operand b) => Engine.Current.RunOne(new ScalarBinary<RightShift>(default), a, b.ToTensor(nameof(RightShift), a.ElementType));

            /// <inheritdoc cref="Operations.RightShift"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor RightShift(Operand y)
            {
                var (left, right) = Promotion.Of(nameof(RightShift), x, y);
                return Engine.Current.RunOne(new ScalarBinary<RightShift>(default), left, right);
            }
        }
    }
}
