using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A tensor whose elements are all the input, a scalar.</summary>
    /// <param name="To">The shape.</param>
    public sealed record Fill(Shape To) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => To.IsKnown && x[0].Shape.Rank == 0 ? new(x[0].ElementType, To)
            : throw new ShapeException($"{Name}: a value of shape {x[0].Shape} for the shape {To}: a scalar and known lengths were expected.");

        /// <inheritdoc/>
        public override void Run(RunContext context) => context.Output().Storage.Fill(context[0].Contiguous().Copied().Storage);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.Sum()];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that make tensors of one value.</summary>
    public static class FillOperation
    {
        extension(Tensor x)
        {
            /// <summary>Zeros; false of truth values, empty text of strings.</summary>
            /// <param name="shape">The shape; all lengths are known.</param>
            /// <param name="elementType">Type of the elements.</param>
            public static Tensor Zeros(Shape shape, ElementType elementType = ElementType.Float32) =>
                Engine.Current.RunOne(new Fill(shape), elementType == ElementType.String ? Tensor.Constant(string.Empty) : Scalars.Of(elementType, 0));

            /// <summary>Ones; true of truth values.</summary>
            /// <inheritdoc cref="Zeros(Shape, ElementType)"/>
            public static Tensor Ones(Shape shape, ElementType elementType = ElementType.Float32) => Engine.Current.RunOne(new Fill(shape), Scalars.Of(elementType, 1));

            /// <summary>A tensor of one value.</summary>
            /// <param name="shape">The shape; all lengths are known.</param>
            /// <param name="fillValue">A number, or a tensor that is stretched to the shape.</param>
            /// <param name="elementType">Type of the elements; by default the tensor's own, and float32 for a number.</param>
            public static Tensor Full(Shape shape, Operand fillValue, ElementType? elementType = null)
            {
                var value = fillValue.Tensor ?? Number(fillValue, elementType ?? ElementType.Float32);
                value = elementType is { } type && type != value.ElementType ? value.Cast(type) : value;
                return value.Rank == 0 ? Engine.Current.RunOne(new Fill(shape), value) : value.BroadcastTo(shape);
            }

            /// <summary>A tensor that will be overwritten; its elements are zeros.</summary>
            /// <inheritdoc cref="Zeros(Shape, ElementType)"/>
            public static Tensor Empty(Shape shape, ElementType elementType = ElementType.Float32) => Tensor.Zeros(shape, elementType);

            /// <summary>Zeros with the shape of this tensor.</summary>
            /// <param name="elementType">Type of the elements.</param>
            public Tensor ZerosLike(ElementType elementType) => x.ZerosLike().Cast(elementType);

            /// <summary>Ones with the shape of this tensor.</summary>
            /// <param name="elementType">Type of the elements.</param>
            public Tensor OnesLike(ElementType elementType) => x.OnesLike().Cast(elementType);

            /// <summary>A tensor of one value with the shape of this one.</summary>
            /// <param name="fillValue">A number, or a tensor that is stretched to the shape.</param>
            /// <param name="elementType">Type of the elements; this tensor's own by default.</param>
            public Tensor FullLike(Operand fillValue, ElementType? elementType = null)
            {
                var type = elementType ?? x.ElementType;
                var value = fillValue.Tensor is { } given ? given.Cast(type) : Number(fillValue, type);
                return value.BroadcastLike(x);
            }

            /// <summary>A tensor with the shape and element type of this one that will be overwritten; its elements are zeros.</summary>
            public Tensor EmptyLike() => x.ZerosLike();
        }

        // Unlike beside a tensor, a number given to be filled in is cut to a whole type as NumPy does: 3.9 becomes 3.
        internal static Tensor Number(Operand value, ElementType type)
        {
            var own = value.ToTensor();
            return own.ElementType.IsDifferentiable == type.IsDifferentiable && own.ElementType != ElementType.Bool ? value.ToTensor("Full", type)
                : own.ElementType == ElementType.Int32 && type != ElementType.Bool ? value.ToTensor("Full", type) : own.Cast(type);
        }
    }
}
