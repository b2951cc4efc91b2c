using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x with its bits y places higher; zeros follow.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers. All bits are gone from the 64th place on; negative places count as 0.</remarks>
    public readonly record struct LeftShift : IScalarBinary
    {
        /// <inheritdoc/>
        public static bool TakesFloating => false;

        /// <inheritdoc/>
        public double At(double x, double y) => double.NaN;

        /// <inheritdoc/>
        public long At(long x, long y) => y > 63 ? 0 : x << (int)Math.Max(y, 0);

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => y > 63 ? 0 : x << (int)y;
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for LeftShift.</summary>
    public static class LeftShiftOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LeftShift"/>
            public static Tensor operator <<(Tensor a, Tensor b) => Engine.Current.RunOne(new ScalarBinary<LeftShift>(default), a, b);

            /// <inheritdoc cref="Operations.LeftShift"/>
            public static Tensor operator <<(Tensor a, Operand b) => Engine.Current.RunOne(new ScalarBinary<LeftShift>(default), a, b.ToTensor(nameof(LeftShift), a.ElementType));

            /// <inheritdoc cref="Operations.LeftShift"/>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor LeftShift(Operand y)
            {
                var (left, right) = Promotion.Of(nameof(LeftShift), x, y);
                return Engine.Current.RunOne(new ScalarBinary<LeftShift>(default), left, right);
            }
        }
    }
}
