using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Zeros to which values are added at index tuples: y[indices[i…]] += values[i…].</summary>
    /// <param name="To">The shape of the result.</param>
    /// <remarks>Shapes: indices [i…, depth], values [i…, rest of To after depth axes].</remarks>
    public sealed record Scatter(Shape To) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            ScatterUpdate.Check(Name, To, x[0], x[1]);
            return new(x[1].ElementType, To);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output();
            Movement.Clear(y);
            Tuples.Scatter(Name, y, context[0], context[1], ScatterMode.Add);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, dy.GatherNd(x[0])];
    }

    /// <summary>A copy of x in which the slices at index tuples meet updates: y[indices[i…]] ← mode(y[indices[i…]], updates[i…]).</summary>
    /// <param name="Mode">How an update meets what is there.</param>
    /// <remarks>Shapes: x [a₀ … aₙ], indices [i…, depth], updates [i…, a_depth … aₙ]. Updates of one place come in their order.</remarks>
    public sealed record ScatterUpdate(ScatterMode Mode) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            if (x[0].ElementType != x[2].ElementType)
            {
                throw new ElementTypeException($"{Name}: {x[2].ElementType.Name} updates of a {x[0].ElementType.Name} tensor: both must have one element type. Cast the updates.");
            }

            Check(Name, x[0].Shape, x[1], x[2]);
            return new(x[0].ElementType, x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output(0, context[0].Shape);
            Movement.Into(context[0], y);
            Tuples.Scatter(Name, y, context[1], context[2], Mode);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            Tensor indices = x[1], updates = x[2];
            switch (Mode)
            {
                case ScatterMode.Update:
                    return [dy.ScatterUpdate(indices, updates.ZerosLike()), null, dy.GatherNd(indices)];
                case ScatterMode.Add:
                    return [dy, null, dy.GatherNd(indices)];
                case ScatterMode.Subtract:
                    return [dy, null, -dy.GatherNd(indices)];
                case ScatterMode.Multiply:
                    // The product of all other factors of a place: the whole one divided by this, or, where this is zero, what the rest would give without it.
                    var zero = updates.Equal(0);
                    var isZero = zero.Cast(updates.ElementType);
                    var zeros = x[0].ZerosLike().ScatterUpdate(indices, isZero, ScatterMode.Add);
                    var rest = Tensor.Where(zeros.Greater(1), 0, x[0].ScatterUpdate(indices, updates + isZero, ScatterMode.Multiply));
                    var others = Tensor.Where(zero, (dy * rest).GatherNd(indices), (dy * y).GatherNd(indices) / (updates + isZero));
                    return [dy.ScatterUpdate(indices, updates, ScatterMode.Multiply), null, others];
                default:
                    // Equal winners share the gradient, as TensorFlow does.
                    var won = updates.Equal(y.GatherNd(indices)).Cast(dy.ElementType);
                    var stayed = x[0].Equal(y).Cast(dy.ElementType);
                    var share = dy / stayed.ScatterUpdate(indices, won, ScatterMode.Add);
                    return [share * stayed, null, share.GatherNd(indices) * won];
            }
        }

        internal static void Check(string op, Shape to, TensorSpec indices, TensorSpec updates)
        {
            IndexValues.Require(op, indices);
            int depth = Tuples.Depth(op, to, indices.Shape);
            var expected = indices.Shape[..^1].Concat(to[depth..]);
            if (!expected.IsCompatibleWith(updates.Shape))
            {
                throw new ShapeException($"{op}: updates of shape {updates.Shape} at indices {indices.Shape} of a tensor of shape {to}: one slice for each index tuple makes {expected}.");
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that write at index tuples.</summary>
    public static class ScatterOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Scatter"/>
            /// <param name="indices">Index tuples along the last axis; a negative entry counts from the end.</param>
            /// <param name="values">One slice for each tuple; those of one place add up.</param>
            /// <param name="shape">The shape of the result.</param>
            /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
            public static Tensor Scatter(Tensor indices, Tensor values, Shape shape) => Engine.Current.RunOne(new Scatter(shape), indices, values);

            /// <inheritdoc cref="Operations.ScatterUpdate"/>
            /// <param name="indices">Index tuples along the last axis; a negative entry counts from the end.</param>
            /// <param name="updates">One slice for each tuple.</param>
            /// <param name="reduction">How an update meets what is there.</param>
            /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
            public Tensor ScatterUpdate(Tensor indices, Tensor updates, ScatterMode reduction = ScatterMode.Update) =>
                Engine.Current.RunOne(new ScatterUpdate(reduction), x, indices, updates);
        }
    }
}
