using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Each slice of an axis several times in a row.</summary>
    /// <param name="Count">How often.</param>
    /// <param name="Axis">The axis.</param>
    public sealed record Repeat(int Count, int Axis) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Count >= 0 ? new(x[0].ElementType, ShapeOf(x[0].Shape))
            : throw new ShapeException($"{Name}: {Count} times: the number is 0 or more.");

        /// <inheritdoc/>
        public override void Run(RunContext context) =>
            Movement.Run(context[0], context.Output(0, ShapeOf(context[0].Shape)), new Job(Count, Axes.Normalize(Name, Axis, context[0].Rank)));

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            int axis = Axes.Normalize(Name, Axis, x[0].Rank);
            return [Count == 0 ? x[0].ZerosLike() : Engine.Current.RunOne(new SplitAxis(axis, null, Count), dy).Sum(axis + 1)];
        }

        Shape ShapeOf(Shape x)
        {
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            var lengths = x.ToArray();
            lengths[axis] = lengths[axis] == Shape.Unknown ? Shape.Unknown : lengths[axis] * Count;
            return new(lengths);
        }

        readonly struct Job(int count, int axis) : IMovement
        {
            public void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.CopyParts.Repeat(x, axis, count, y);
        }
    }

    /// <summary>0 as often as the first count says, 1 as often as the second, and so on: which slice each repeated one is.</summary>
    public sealed record RepeatIndices : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require("Repeat", x[0]);
            return x[0].Shape.Rank == 1 ? new(ElementType.Int64, [null])
                : throw new ShapeException($"Repeat: counts of shape {x[0].Shape}: they are a vector, one for each slice.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var given = context[0].Contiguous();
            var counts = IndexValues.Of(given);
            long size = 0;
            foreach (long count in counts)
            {
                size += count >= 0 ? count : throw new ArgumentException($"Repeat: {count} times: the number is 0 or more.");
            }

            var y = context.Output(0, Shape.Of([size])).Elements<long>();
            for (int i = 0, at = 0; i < counts.Length; i++)
            {
                y.Slice(at, (int)counts[i]).Fill(i);
                at += (int)counts[i];
            }

            GC.KeepAlive(given);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that repeat slices.</summary>
    public static class RepeatOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Repeat"/>
            /// <param name="repeats">How often.</param>
            /// <param name="axis">The axis; null repeats the elements of x as one long vector.</param>
            public Tensor Repeat(int repeats, int? axis = null) => axis is { } k
                ? Engine.Current.RunOne(new Repeat(repeats, k), x)
                : Engine.Current.RunOne(new Repeat(repeats, 0), x.Ravel());

            /// <summary>Each slice of an axis as often as its count says.</summary>
            /// <param name="repeats">One count for each slice, or one for all of them.</param>
            /// <param name="axis">The axis; null repeats the elements of x as one long vector.</param>
            /// <exception cref="ShapeException">There are not as many counts as slices.</exception>
            public Tensor Repeat(Tensor repeats, int? axis = null)
            {
                var from = axis is null ? x.Ravel() : x;
                int place = Axes.Normalize("Repeat", axis ?? 0, from.Rank);
                if (repeats.Rank == 0 || (repeats.Shape.IsKnown && repeats.Size == 1))
                {
                    repeats = repeats.Reshape([1]).BroadcastTo(Shape.Of([from.Shape[place]]));
                }
                else if (repeats.Rank == 1 && repeats.Shape.IsKnown && from.Shape.IsAxisKnown(place) && repeats.Size != from.Shape[place])
                {
                    throw new ShapeException($"Repeat: {repeats.Size} counts for axis {place} of {from.Shape}: one count for each slice, or one for all.");
                }

                return from.Gather(Engine.Current.RunOne(new RepeatIndices(), repeats), place);
            }

            /// <summary>Each slice of an axis as often as its count says.</summary>
            /// <inheritdoc cref="Repeat(Tensor, Tensor, int?)"/>
            public Tensor Repeat(ReadOnlySpan<int> repeats, int? axis = null) => x.Repeat(Tensor.Constant(repeats), axis);
        }
    }
}
