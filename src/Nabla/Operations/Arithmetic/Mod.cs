using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Remainder with the sign of the divisor, x − y · ⌊x ÷ y⌋: what <c>%</c> means in Python and TensorFlow.</summary>
    /// <remarks>Shapes: broadcast. NaN for an infinite x or a floating divisor of 0; a whole divisor of 0 is an error.</remarks>
    public readonly record struct Mod : IScalarBinary, IScalarBinarySlopes
    {
        /// <inheritdoc/>
        public static bool TakesFloating => true;

        /// <inheritdoc/>
        public double At(double x, double y)
        {
            double rest = x % y;
            return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
        }

        /// <inheritdoc/>
        public long At(long x, long y)
        {
            long rest = y switch { 0 => throw Divisor.Zero(nameof(Mod)), -1 => 0, _ => x % y };
            return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
        }

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => y == 0 ? throw Divisor.Zero(nameof(Mod)) : x % y;

        Tensor?[] IScalarBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [dz.SumToLike(x), (-dz * x.FloorDivide(y)).SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for remainders with the sign of the divisor.</summary>
    public static class ModOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Mod"/>
            public static Tensor operator %(Tensor a, Tensor b) => Operate(a, b);

            /// <inheritdoc cref="Operations.Mod"/>
            public static Tensor operator %(Tensor a, Operand b) => Operate(a, b);

            /// <inheritdoc cref="Operations.Mod"/>
            public static Tensor operator %(Operand a, Tensor b) => Operate(a, b);

            /// <inheritdoc cref="Operations.Mod"/>
            /// <remarks>A C# number counts as int32 or float32, which lift shorter types, and truth values become int32, as in Keras.</remarks>
            /// <param name="y">The divisor.</param>
            /// <exception cref="DivideByZeroException">A whole divisor is 0.</exception>
            public Tensor Mod(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(Mod), x, y);
                if (left.ElementType == ElementType.Bool && right.ElementType == ElementType.Bool)
                {
                    (left, right) = (left.Cast(ElementType.Int32), right.Cast(ElementType.Int32));
                }

                return Engine.Current.RunOne(new ScalarBinary<Mod>(default), left, right);
            }
        }

        static Tensor Operate(Operand a, Operand b)
        {
            var type = (a.Tensor ?? b.Tensor)!.ElementType;
            return Engine.Current.RunOne(new ScalarBinary<Mod>(default), a.ToTensor(nameof(Mod), type), b.ToTensor(nameof(Mod), type));
        }
    }
}
