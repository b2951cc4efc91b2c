using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Elements moved along axes; those pushed over the end come back at the beginning.</summary>
    /// <param name="Shift">Steps towards higher indices, one number for each axis; negative ones go back.</param>
    /// <param name="Axis">The axes, as many as shifts; shifts of an axis that comes twice add up.</param>
    public sealed record Roll(Axes Shift, Axes Axis) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            if (Shift.Count != Axis.Count)
            {
                throw new ShapeException($"{Name}: shifts {Shift} along axes {Axis}: one shift for each axis.");
            }

            _ = Places(x[0].Shape.Rank);
            return new(x[0].ElementType, x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context) =>
            Movement.Run(context[0], context.Output(0, context[0].Shape), new Job { Shifts = [.. Shift.Select(s => (long)s)], Axes = Places(context[0].Rank) });

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
            [Engine.Current.RunOne(new Roll(Axes.Create([.. Shift.Select(s => -s)]), Axis), dy)];

        int[] Places(int rank) => [.. Axis.Select(axis => Axes.Normalize(Name, axis, rank))];

        struct Job : IMovement
        {
            public long[] Shifts;
            public int[] Axes;

            public readonly void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.CopyParts.Roll(x, Shifts, Axes, y);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that rolls axes.</summary>
    public static class RollOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Roll"/>
            /// <param name="shift">Steps towards higher indices; one for each axis, or one for all of them.</param>
            /// <param name="axis">The axes; null rolls the tensor as one long vector.</param>
            /// <exception cref="ShapeException">An axis does not exist, or the numbers of shifts and axes differ.</exception>
            public Tensor Roll(Axes shift, Axes? axis = null)
            {
                if (axis is null)
                {
                    return Engine.Current.RunOne(new Roll(shift.Sum(), 0), x.Ravel()).ReshapeLike(x);
                }

                var shifts = shift.Count == 1 && axis.Count > 1 ? Axes.Create([.. Enumerable.Repeat(shift[0], axis.Count)]) : shift;
                return Engine.Current.RunOne(new Roll(shifts, axis), x);
            }
        }
    }
}
