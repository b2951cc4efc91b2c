using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The greatest whole number that is not above x ÷ y, for floating numbers.</summary>
    /// <remarks>Shapes: broadcast. No gradient flows through it, as in TensorFlow.</remarks>
    public readonly record struct FloorDivide : IBinary, IFlat
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Floor(x / y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (0, 0);
    }

    /// <summary>The greatest whole number that is not above x ÷ y, for whole numbers.</summary>
    /// <remarks>Shapes: broadcast. A divisor of 0 is an error. The least number ÷ −1 wraps to itself.</remarks>
    public readonly record struct WholeFloorDivide : IScalarBinary
    {
        /// <inheritdoc/>
        public static bool TakesFloating => false;

        /// <inheritdoc/>
        public double At(double x, double y) => Math.Floor(x / y);

        /// <inheritdoc/>
        public long At(long x, long y) => y switch
        {
            0 => throw Divisor.Zero(nameof(FloorDivide)),
            -1 => unchecked(-x),
            _ => (x / y) - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0),
        };

        /// <inheritdoc/>
        public ulong At(ulong x, ulong y) => y == 0 ? throw Divisor.Zero(nameof(FloorDivide)) : x / y;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for quotients rounded down.</summary>
    public static class FloorDivideOperation
    {
        extension(Tensor x)
        {
            /// <summary>The greatest whole number that is not above x ÷ y, in the tensor's own element type.</summary>
            /// <remarks>Shapes: broadcast. No gradient flows through it.</remarks>
            /// <param name="y">The divisor.</param>
            /// <exception cref="DivideByZeroException">A whole divisor is 0.</exception>
            public Tensor FloorDivide(Operand y)
            {
                var (left, right) = Promotion.Of(nameof(FloorDivide), x, y);
                return Engine.Current.RunOne(left.ElementType.IsInteger ? new ScalarBinary<WholeFloorDivide>(default) : new Binary<FloorDivide>(default), left, right);
            }
        }
    }
}
