using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x to the power y, with the special cases of IEEE 754.</summary>
    /// <remarks>Shapes: broadcast. NaN for a negative x and a y that is not whole. The slope for x is 0 where y = 0, that for y where x ≤ 0. Whole numbers stay whole. Error ≤ 2 ULP.</remarks>
    public readonly record struct Power : IBinary, IComplexBinary, IComplexBinarySlopes
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.Pow(x, y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectEqual(y, 0, 0, y * V.Pow(x, y - 1)), V.SelectLess(0, x, z * V.Log(V.SelectLess(0, x, x, 1)), 0));

        /// <inheritdoc/>
        public Complex At(Complex x, Complex y) => Complex.Pow(x, y);

        Tensor?[] IComplexBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) =>
            [(dz * (y * x.Power(y - 1)).Conj()).SumToLike(x), (dz * (z * x.Log()).Conj()).SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Power.</summary>
    public static class PowerOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Power"/>
            /// <param name="y">The exponent.</param>
            /// <exception cref="ArgumentOutOfRangeException">A negative exponent of whole numbers.</exception>
            public Tensor Power(Operand y)
            {
                var (left, right) = Promotion.Of(nameof(Power), x, y);
                if (left.ElementType.IsInteger && y.IsNumber && y.Number < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(y), $"Power: the exponent {y.Number} of a whole number: the result would be no whole number. Cast to float32 first.");
                }

                return Engine.Current.RunOne(left.ElementType.IsInteger ? new ScalarBinary<WholePower>(default) : new Binary<Power>(default), left, right);
            }
        }
    }
}
