using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A block of x that begins where a tensor says: y[i₀, i₁, …] = x[start₀ + i₀, start₁ + i₁, …].</summary>
    /// <param name="Lengths">The lengths of the block; null reaches to the end of the axis.</param>
    /// <remarks>Inputs: x, and a vector with one start for each axis.</remarks>
    public sealed record DynamicSlice(Shape Lengths) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[1]);
            if (x[1].Shape.Rank != 1 || (x[1].Shape.IsKnown && x[1].Shape[0] != x[0].Shape.Rank) || Lengths.Rank != x[0].Shape.Rank)
            {
                throw new ShapeException($"Slice: starts of shape {x[1].Shape} and lengths {Lengths} for a tensor of shape {x[0].Shape}: one start and one length for each axis.");
            }

            return new(x[0].ElementType, x[1].Value is { } starts && x[0].Shape.IsKnown ? Block.Of("Slice", x[0].Shape, starts, Lengths).Shape : Lengths);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context) =>
            context.Share(0, Block.Of("Slice", context[0].Shape, context[1], Lengths).On(context[0]));

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [x[0].ZerosLike().SliceUpdate(x[1], dy), null];
    }

    /// <summary>The block of the first input that has the shape of the third and begins where the second says.</summary>
    public sealed record DynamicSliceLike : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[2].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) =>
            context.Share(0, Block.Of("Slice", context[0].Shape, context[1], context[2].Shape).On(context[0]));

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [x[0].ZerosLike().SliceUpdate(x[1], dy), null, null];
    }

    /// <summary>A copy of x in which a block is replaced: y[start₀ + i₀, …] = updates[i₀, …].</summary>
    /// <remarks>Inputs: x, a vector with one start for each axis, updates with as many axes as x.</remarks>
    public sealed record SliceUpdate : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[1]);
            if (x[0].ElementType != x[2].ElementType)
            {
                throw new ElementTypeException($"{Name}: {x[2]} into {x[0]}: both must have one element type. Cast the updates.");
            }

            if (x[1].Shape.Rank != 1 || (x[1].Shape.IsKnown && x[1].Shape[0] != x[0].Shape.Rank) || x[2].Shape.Rank != x[0].Shape.Rank)
            {
                throw new ShapeException($"{Name}: starts of shape {x[1].Shape} and updates {x[2].Shape} for a tensor of shape {x[0].Shape}: one start and one length for each axis.");
            }

            if (x[1].Value is { } starts && x[0].Shape.IsKnown && x[2].Shape.IsKnown)
            {
                _ = Block.Of(Name, x[0].Shape, starts, x[2].Shape);
            }

            return new(x[0].ElementType, x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output(0, context[0].Shape);
            Movement.Into(context[0], y);
            Movement.Into(context[2], Block.Of(Name, y.Shape, context[1], context[2].Shape).On(y));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
            [dy.SliceUpdate(x[1], x[2].ZerosLike()), null, Engine.Current.RunOne(new DynamicSliceLike(), dy, x[1], x[2])];
    }

    /// <summary>Blocks of a tensor by start and lengths.</summary>
    internal static class Block
    {
        /// <summary>The window of a block.</summary>
        /// <exception cref="ShapeException">It does not lie within the tensor.</exception>
        internal static Window Of(string op, Shape shape, Tensor starts, Shape lengths)
        {
            var start = IndexValues.Of(starts);
            var entries = new Slice[shape.Rank];
            for (int k = 0; k < entries.Length; k++)
            {
                long from = start[k], length = lengths.Lengths[k] == Shape.Unknown ? shape.Lengths[k] - from : lengths.Lengths[k];
                entries[k] = from >= 0 && length >= 0 && from + length <= shape.Lengths[k] ? Slice.Step(from, from + length, 1)
                    : throw new ShapeException($"{op}: {length} elements from {from} on axis {k}: the axis has length {shape.Lengths[k]}, so start + length must be at most that, and neither negative.");
            }

            return Slices.Create(entries).Of(shape);
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for blocks that begin where a tensor says.</summary>
    public static class DynamicSliceOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.DynamicSlice"/>
            /// <param name="startIndices">One start for each axis.</param>
            /// <param name="shape">The lengths of the block; null (or −1) reaches to the end of the axis.</param>
            /// <exception cref="ShapeException">The block does not lie within the tensor.</exception>
            public Tensor Slice(Tensor startIndices, Shape shape) => Engine.Current.RunOne(new DynamicSlice(shape), x, startIndices);

            /// <inheritdoc cref="Slice(Tensor, Tensor, Shape)"/>
            public Tensor Slice(ReadOnlySpan<int> startIndices, Shape shape) => x.Slice(Tensor.Constant(startIndices), shape);

            /// <inheritdoc cref="Operations.SliceUpdate"/>
            /// <param name="startIndices">One start for each axis.</param>
            /// <param name="updates">What stands in the block.</param>
            /// <exception cref="ShapeException">The block does not lie within the tensor.</exception>
            public Tensor SliceUpdate(Tensor startIndices, Tensor updates) => Engine.Current.RunOne(new SliceUpdate(), x, startIndices, updates);

            /// <inheritdoc cref="SliceUpdate(Tensor, Tensor, Tensor)"/>
            public Tensor SliceUpdate(ReadOnlySpan<int> startIndices, Tensor updates) => x.SliceUpdate(Tensor.Constant(startIndices), updates);
        }
    }
}
