using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The lengths of the axes as a vector: what the shape is when the tensor is there.</summary>
    /// <param name="Type">int32 or int64.</param>
    public sealed record ShapeOf(ElementType Type) : SingleOp, IShapeOnly
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Type is ElementType.Int32 or ElementType.Int64 ? new(Type, Shape.Of([x[0].Shape.Rank]))
            : throw new ElementTypeException($"{Name}: lengths as {Type.Name}: int32 or int64.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var action = new Narrow { From = context[0].Shape.ToArray(), To = context.Output() };
            ElementDispatch.Run(Type, ref action);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that give shapes as tensors.</summary>
    public static class ShapeOfOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ShapeOf"/>
            /// <param name="elementType">int32 or int64.</param>
            public Tensor ShapeOf(ElementType elementType = ElementType.Int32) => Engine.Current.RunOne(new ShapeOf(elementType), x);
        }
    }
}
