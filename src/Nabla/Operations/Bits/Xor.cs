using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Bits that exactly one number has; of truth values, whether exactly one is true.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers or truth values, of one element type.</remarks>
    public readonly record struct Xor : IBitBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IBitLane<V> => x ^ y;
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for xor.</summary>
    public static class XorOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Xor"/>
            public static Tensor operator ^(Tensor a, Tensor b) => Engine.Current.RunOne(new BitBinary<Xor>(default), a, b);

            /// <inheritdoc cref="Operations.Xor"/>
            public static Tensor operator ^(Tensor a, Operand b) => Engine.Current.RunOne(new BitBinary<Xor>(default), a, b.ToTensor(nameof(Xor), a.ElementType));

            /// <inheritdoc cref="Operations.Xor"/>
            public static Tensor operator ^(Operand a, Tensor b) => Engine.Current.RunOne(new BitBinary<Xor>(default), a.ToTensor(nameof(Xor), b.ElementType), b);

            /// <summary>Bits that exactly one number has.</summary>
            /// <remarks>Shapes: broadcast. Whole numbers of one element type; a C# number counts as int32, as in Keras.</remarks>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor BitwiseXor(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(BitwiseXor), x, y);
                return left.ElementType != ElementType.Bool ? Engine.Current.RunOne(new BitBinary<Xor>(default), left, right)
                    : throw new ElementTypeException("BitwiseXor: bool tensors: it needs whole numbers. Use LogicalXor, or the operator.");
            }

            /// <summary>Whether exactly one is true; numbers count as true where they are not 0.</summary>
            /// <remarks>Shapes: broadcast. Any element types; the result is bool.</remarks>
            public Tensor LogicalXor(Operand y) => Engine.Current.RunOne(new BitBinary<Xor>(default), x.Cast(ElementType.Bool), y.ToTensor().Cast(ElementType.Bool));
        }
    }
}
