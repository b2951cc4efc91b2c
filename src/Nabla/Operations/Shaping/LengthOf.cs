using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The length of one axis as a scalar of the tensor's element type: a divisor that follows the input when its length is not known yet.</summary>
    /// <param name="Axis">The axis; negative ones count from the last.</param>
    public sealed record LengthOf(int Axis) : SingleOp, IShapeOnly
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            _ = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            return new(x[0].ElementType, Shape.Scalar);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            context.Share(0, Scalars.Of(x.ElementType, x.Shape.Lengths[Axes.Normalize(Name, Axis, x.Rank)]));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for lengths as tensors.</summary>
    public static class LengthOfOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LengthOf"/>
            public Tensor LengthOf(int axis) => Engine.Current.RunOne(new LengthOf(axis), x);
        }
    }
}
