using System.Numerics;
using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Quotient, z = x ÷ y.</summary>
    /// <remarks>Shapes: broadcast. Division by zero gives ±∞ or NaN. The named function turns whole numbers to float32 first, as Keras does; the operator
    /// turns those of up to 16 bits to float32 and longer ones to float64, as TensorFlow does.</remarks>
    public readonly record struct Divide : IBinary, IComplexBinary, IComplexBinarySlopes
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => x / y;

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (1 / y, -z / y);

        /// <inheritdoc/>
        public Complex At(Complex x, Complex y) => x / y;

        Tensor?[] IComplexBinarySlopes.Gradient(Tensor x, Tensor y, Tensor z, Tensor dz) => [(dz / y.Conj()).SumToLike(x), (-dz * (z / y).Conj()).SumToLike(y)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Divide.</summary>
    public static class DivideOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Divide"/>
            public static Tensor operator /(Tensor a, Tensor b) => Operate(a, b);

            /// <inheritdoc cref="Operations.Divide"/>
            public static Tensor operator /(Tensor a, Operand b) => Operate(a, b);

            /// <inheritdoc cref="Operations.Divide"/>
            public static Tensor operator /(Operand a, Tensor b) => Operate(a, b);

            /// <inheritdoc cref="Operations.Divide"/>
            public Tensor Divide(Operand y) => x.Apply(default(Divide), y);
        }

        // TensorFlow's table: whole numbers of up to 16 bits become float32, longer ones float64; truth values are refused.
        static Tensor Operate(Operand a, Operand b)
        {
            var type = (a.Tensor ?? b.Tensor)!.ElementType;
            Tensor x = a.ToTensor(nameof(Divide), type), y = b.ToTensor(nameof(Divide), type);
            if (type.IsInteger && y.ElementType == x.ElementType)
            {
                var real = type.Size <= 2 ? ElementType.Float32 : ElementType.Float64;
                (x, y) = (x.Cast(real), y.Cast(real));
            }

            return Engine.Current.RunOne(new Binary<Divide>(default), x, y);
        }
    }
}
