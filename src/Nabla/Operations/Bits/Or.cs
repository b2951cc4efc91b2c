using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Bits that either number has; of truth values, whether either is true.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers or truth values, of one element type.</remarks>
    public readonly record struct Or : IBitBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IBitLane<V> => x | y;
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for or.</summary>
    public static class OrOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Or"/>
            public static Tensor operator |(Tensor a, Tensor b) => Engine.Current.RunOne(new BitBinary<Or>(default), a, b);

            /// <inheritdoc cref="Operations.Or"/>
            public static Tensor operator |(Tensor a, Operand b) => Engine.Current.RunOne(new BitBinary<Or>(default), a, b.ToTensor(nameof(Or), a.ElementType));

            /// <inheritdoc cref="Operations.Or"/>
            public static Tensor operator |(Operand a, Tensor b) => Engine.Current.RunOne(new BitBinary<Or>(default), a.ToTensor(nameof(Or), b.ElementType), b);

            /// <summary>Bits that either number has.</summary>
            /// <remarks>Shapes: broadcast. Whole numbers of one element type; a C# number counts as int32, as in Keras.</remarks>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor BitwiseOr(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(BitwiseOr), x, y);
                return left.ElementType != ElementType.Bool ? Engine.Current.RunOne(new BitBinary<Or>(default), left, right)
                    : throw new ElementTypeException("BitwiseOr: bool tensors: it needs whole numbers. Use LogicalOr, or the operator.");
            }

            /// <summary>Whether either is true; numbers count as true where they are not 0.</summary>
            /// <remarks>Shapes: broadcast. Any element types; the result is bool.</remarks>
            public Tensor LogicalOr(Operand y) => Engine.Current.RunOne(new BitBinary<Or>(default), x.Cast(ElementType.Bool), y.ToTensor().Cast(ElementType.Bool));
        }
    }
}
