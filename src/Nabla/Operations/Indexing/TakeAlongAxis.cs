using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y[o…, j, r…] = x[o…, indices[o…, j, r…], r…]: one element for each index; negative indices count from the end.</summary>
    /// <param name="Axis">The axis that indices point into; the other axes of x and the indices stretch to each other.</param>
    public sealed record TakeAlongAxis(int Axis) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[1]);
            return new(x[0].ElementType, Shapes(x[0].Shape, x[1].Shape).Indices);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0], indices = context[1];
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            var (from, to) = Shapes(x.Shape, indices.Shape);
            indices = indices.View(to, indices.Offset, Broadcasting.Strides(indices.Shape, indices.Strides, to)).Contiguous();
            x = x.View(from, x.Offset, Broadcasting.Strides(x.Shape, x.Strides, from));
            Movement.Run(x, context.Output(0, to), new Job { Axis = axis, Indices = IndexValues.Of(indices) });
            GC.KeepAlive(indices);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new PutAlongAxis(Axis), dy, x[1], x[0]), null];

        internal (Shape X, Shape Indices) Shapes(Shape x, Shape indices)
        {
            if (x.Rank != indices.Rank)
            {
                throw new ShapeException($"{Name}: x {x} and indices {indices}: they must have equally many axes. Add axes with ExpandDims.");
            }

            int axis = Axes.Normalize(Name, Axis, x.Rank);
            long[] a = x.ToArray(), b = indices.ToArray();
            (a[axis], b[axis]) = (1, 1);
            var joint = Broadcasting.Join(Name, new Shape(a), new Shape(b)).ToArray();
            long[] from = [.. joint], to = joint;
            (from[axis], to[axis]) = (x.Lengths[axis], indices.Lengths[axis]);
            return (new(from), new(to));
        }

        ref struct Job : IMovement
        {
            public int Axis;
            public ReadOnlySpan<long> Indices;

            public readonly void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.TakeAlong.Run(x, Axis, Indices, y, fromEnd: true);
        }
    }

    /// <summary>Zeros of the shape of the third input, to which the first is added at the indices: the gradient of <see cref="TakeAlongAxis"/>.</summary>
    /// <param name="Axis">The axis that indices point into.</param>
    public sealed record PutAlongAxis(int Axis) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[2].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor dy = context[0], indices = context[1], y = context.Output(0, context[2].Shape);
            int axis = Axes.Normalize(Name, Axis, y.Rank);
            Movement.Clear(y);

            // Where x was stretched several elements come from one place, so places are read from the strides of its view.
            var (from, to) = new TakeAlongAxis(Axis).Shapes(y.Shape, indices.Shape);
            indices = indices.View(to, indices.Offset, Broadcasting.Strides(indices.Shape, indices.Strides, to)).Contiguous();
            var given = IndexValues.Of(indices);
            var strides = Broadcasting.Strides(y.Shape, y.Strides, from);
            long step = strides[axis], length = y.Shape.Lengths[axis];
            Kernels.Indices.Check(given, length, fromEnd: true, Name);
            strides[axis] = 0;
            var places = new long[given.Length];
            int i = 0;
            foreach (long at in Kernels.Positions.Of(to.Lengths, strides, 0))
            {
                places[i] = at + (given[i] < 0 ? given[i] + length : given[i]) * step;
                i++;
            }

            ScatterRows.Run(y, y.Size, places, dy, ScatterMode.Add);
            GC.KeepAlive(indices);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.TakeAlongAxis(x[1], Axis), null, null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that reads along an axis.</summary>
    public static class TakeAlongAxisOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.TakeAlongAxis"/>
            /// <param name="indices">Whole numbers, with as many axes as x.</param>
            /// <param name="axis">The axis that indices point into; null takes from x and indices as one long vector each.</param>
            /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
            public Tensor TakeAlongAxis(Tensor indices, int? axis = null) => axis is { } k
                ? Engine.Current.RunOne(new TakeAlongAxis(k), x, indices)
                : Engine.Current.RunOne(new TakeAlongAxis(0), x.Ravel(), indices.Ravel());
        }
    }
}
