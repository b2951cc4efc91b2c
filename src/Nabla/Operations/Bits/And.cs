using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Bits that both numbers have; of truth values, whether both are true.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers or truth values, of one element type.</remarks>
    public readonly record struct And : IBitBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IBitLane<V> => x & y;
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for and.</summary>
    public static class AndOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.And"/>
            public static Tensor operator &(Tensor a, Tensor b) => Engine.Current.RunOne(new BitBinary<And>(default), a, b);

            /// <inheritdoc cref="Operations.And"/>
            public static Tensor operator &(Tensor a, Operand b) => Engine.Current.RunOne(new BitBinary<And>(default), a, b.ToTensor(nameof(And), a.ElementType));

            /// <inheritdoc cref="Operations.And"/>
            public static Tensor operator &(Operand a, Tensor b) => Engine.Current.RunOne(new BitBinary<And>(default), a.ToTensor(nameof(And), b.ElementType), b);

            /// <summary>Bits that both numbers have.</summary>
            /// <remarks>Shapes: broadcast. Whole numbers of one element type; a C# number counts as int32, as in Keras.</remarks>
            /// <param name="y">The other tensor, or a number.</param>
            public Tensor BitwiseAnd(Operand y)
            {
                var (left, right) = Promotion.OfArrays(nameof(BitwiseAnd), x, y);
                return left.ElementType != ElementType.Bool ? Engine.Current.RunOne(new BitBinary<And>(default), left, right)
                    : throw new ElementTypeException("BitwiseAnd: bool tensors: it needs whole numbers. Use LogicalAnd, or the operator.");
            }

            /// <summary>Whether both are true; numbers count as true where they are not 0.</summary>
            /// <remarks>Shapes: broadcast. Any element types; the result is bool.</remarks>
            public Tensor LogicalAnd(Operand y) => Engine.Current.RunOne(new BitBinary<And>(default), x.Cast(ElementType.Bool), y.ToTensor().Cast(ElementType.Bool));
        }
    }
}
