using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Slices of one axis: y[b…, o…, i…, r…] = x[b…, o…, indices[b…, i…], r…]; negative indices count from the end.</summary>
    /// <param name="Axis">The axis that indices point into.</param>
    /// <param name="BatchAxes">Number of leading axes that indices have in common with x.</param>
    /// <remarks>Shapes: x [b…, o…, length, r…], indices [b…, i…].</remarks>
    public sealed record Gather(int Axis, int BatchAxes = 0) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[1]);
            int axis = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            Shape from = x[0].Shape, indices = x[1].Shape;
            return BatchAxes >= 0 && BatchAxes <= Math.Min(axis, indices.Rank) && from[..BatchAxes].IsCompatibleWith(indices[..BatchAxes])
                ? new(x[0].ElementType, from[..axis].Concat(indices[BatchAxes..]).Concat(from[(axis + 1)..]))
                : throw new ShapeException($"Gather: {from} by indices {indices} with {BatchAxes} batch axes before axis {axis}: the batch axes must come first and be equal.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0], indices = context[1].Contiguous();
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            Movement.Run(x, context.Output(), new Job { Axis = axis, Batch = BatchAxes, Indices = IndexValues.Of(indices, context.Keep(static c => IndexValues.Room(c[1]))) });
            GC.KeepAlive(indices);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            int axis = Axes.Normalize(Name, Axis, x[0].Rank);
            return [axis == 0 && x[0].Rank > 0 ? new IndexedSlices(dy, x[1], x[0]) : Engine.Current.RunOne(new GatherSum(axis, BatchAxes), dy, x[1], x[0]), null];
        }

        ref struct Job : IMovement
        {
            public int Axis, Batch;
            public ReadOnlySpan<long> Indices;

            public readonly void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.Gather.Along(x, Axis, Batch, Indices, y, fromEnd: true);
        }
    }

    /// <summary>Sums slices by their index: y[b…, o…, indices[b…, i…], r…] += x[b…, o…, i…, r…]; the gradient of <see cref="Gather"/>.</summary>
    /// <param name="Axis">The axis that indices point into, not negative.</param>
    /// <param name="BatchAxes">Number of leading axes that indices have in common with x.</param>
    /// <remarks>Inputs: x, indices, and a tensor whose axis tells the length of the result's.</remarks>
    public sealed record GatherSum(int Axis, int BatchAxes = 0) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, ShapeOf(x[0].Shape, x[1].Shape, x[2].Shape));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0], indices = context[1].Contiguous();
            var y = context.Output();
            Movement.Clear(y);
            var lengths = y.Shape.Lengths;
            long batch = Kernels.Strides.Product(lengths[..BatchAxes]), outer = Kernels.Strides.Product(lengths[BatchAxes..Axis]), length = lengths[Axis];
            var (room, kept) = context.Keep(static c => new Places(IndexValues.Room(c[1]), new long[c[0].Size == 0 ? 0 : Count(c)]));
            var given = IndexValues.Of(indices, room);
            long count = batch == 0 ? 0 : given.Length / batch;
            Kernels.Indices.Check(given, length, fromEnd: true, Name);
            long[] rows = kept;
            for (int row = 0; row < rows.Length; row++)
            {
                long block = row / count, index = given[(int)(block / outer * count + row % count)];
                rows[row] = block * length + (index < 0 ? index + length : index);
            }

            ScatterRows.Run(y, batch * outer * length, rows, x, ScatterMode.Add);
            GC.KeepAlive(indices);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new Gather(Axis, BatchAxes), dy, x[1]), null, null];

        /// <summary>How many rows are summed.</summary>
        static int Count(RunContext context)
        {
            var op = (GatherSum)context.Op;
            long batch = Kernels.Strides.Product(context[1].Shape.Lengths[..op.BatchAxes]);
            return checked((int)(Kernels.Strides.Product(context[0].Shape.Lengths[..op.Axis]) * (batch == 0 ? 0 : context[1].Size / batch)));
        }

        Shape ShapeOf(Shape x, Shape indices, Shape like) => x[..Axis].Concat(like[Axis..(Axis + 1)]).Concat(x[(Axis + indices.Rank - BatchAxes)..]);

        sealed record Places(long[] Indices, long[] Rows);
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that read by index.</summary>
    public static class GatherOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Gather"/>
            /// <param name="indices">Whole numbers.</param>
            /// <param name="axis">The axis that indices point into.</param>
            /// <param name="batchAxes">Number of leading axes that indices have in common with x.</param>
            /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
            public Tensor Gather(Tensor indices, int axis = 0, int batchAxes = 0) => Engine.Current.RunOne(new Gather(axis, batchAxes), x, indices);

            /// <summary>Elements or slices at indices: <c>x.Take(indices, axis)[o…, i…, r…] = x[o…, indices[i…], r…]</c>; negative indices count from the end.</summary>
            /// <param name="indices">Whole numbers of any shape.</param>
            /// <param name="axis">The axis that indices point into; null takes from x as one long vector.</param>
            /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
            public Tensor Take(Tensor indices, int? axis = null) => axis is { } k ? x.Gather(indices, k) : x.Ravel().Gather(indices);

            /// <summary>The slices at these indices.</summary>
            /// <inheritdoc cref="Take(Tensor, Tensor, int?)"/>
            public Tensor Take(ReadOnlySpan<int> indices, int? axis = null) => x.Take(Tensor.Constant(indices), axis);
        }
    }
}
