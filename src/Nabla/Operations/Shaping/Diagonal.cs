using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A diagonal of each matrix that two axes span, as the last axis of the result. Shares memory.</summary>
    /// <param name="Offset">The diagonal: 0 is the main one, positive ones lie above.</param>
    /// <param name="Axis1">The axis of the rows.</param>
    /// <param name="Axis2">The axis of the columns.</param>
    public sealed record Diagonal(int Offset, int Axis1, int Axis2) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var (rows, columns) = Plane(x[0].Shape.Rank);
            var shape = x[0].Shape;
            long length = shape.IsAxisKnown(rows) && shape.IsAxisKnown(columns) ? Length(shape.Lengths[rows], shape.Lengths[columns]) : Shape.Unknown;
            return new(x[0].ElementType, new Shape([.. Rest(shape.Lengths, rows, columns), length]));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context) => context.Share(0, On(context[0]));

        /// <summary>The diagonal as a view.</summary>
        internal Tensor On(Tensor x)
        {
            var (rows, columns) = Plane(x.Rank);
            long length = Length(x.Shape.Lengths[rows], x.Shape.Lengths[columns]);
            long start = length == 0 ? 0 : Offset >= 0 ? Offset * x.Strides[columns] : -(long)Offset * x.Strides[rows];
            return x.View(new Shape([.. Rest(x.Shape.Lengths, rows, columns), length]), x.Offset + start,
                [.. Rest(x.Strides, rows, columns), x.Strides[rows] + x.Strides[columns]]);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new DiagonalPlaced(this), dy, x[0])];

        (int Rows, int Columns) Plane(int rank)
        {
            int rows = Axes.Normalize(Name, Axis1, rank), columns = Axes.Normalize(Name, Axis2, rank);
            return rows != columns ? (rows, columns)
                : throw new ShapeException($"{Name}: axes {Axis1} and {Axis2} of {rank}: two different axes span a matrix.");
        }

        long Length(long rows, long columns) => Math.Max(0, Math.Min(rows + Math.Min(Offset, 0), columns - Math.Max(Offset, 0)));

        static List<long> Rest(ReadOnlySpan<long> values, int rows, int columns)
        {
            var rest = new List<long>();
            for (int k = 0; k < values.Length; k++)
            {
                if (k != rows && k != columns)
                {
                    rest.Add(values[k]);
                }
            }

            return rest;
        }
    }

    /// <summary>Zeros of the shape of the second input, with the first on a diagonal: the gradient of <see cref="Diagonal"/>.</summary>
    /// <param name="Where">The diagonal.</param>
    public sealed record DiagonalPlaced(Diagonal Where) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[1].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output(0, context[1].Shape);
            Movement.Clear(y);
            Movement.Into(context[0], Where.On(y));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(Where, dy), null];
    }

    /// <summary>A square matrix with a vector on a diagonal, zero elsewhere.</summary>
    /// <param name="K">The diagonal: 0 is the main one, positive ones lie above.</param>
    /// <remarks>Shape: [n] → [n + |k|, n + |k|].</remarks>
    public sealed record DiagonalMatrix(int K) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].Shape.Rank == 1 ? new(x[0].ElementType, ShapeOf(x[0].Shape))
            : throw new ShapeException($"{Name}: a tensor of shape {x[0].Shape}: a vector was expected. Use DiagFlat, or take a diagonal with Diagonal.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output(0, ShapeOf(context[0].Shape));
            Movement.Clear(y);
            Movement.Into(context[0], new Diagonal(K, 0, 1).On(y));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.Diagonal(K)];

        Shape ShapeOf(Shape x)
        {
            long side = x.Lengths[0] == Shape.Unknown ? Shape.Unknown : x.Lengths[0] + Math.Abs((long)K);
            return new([side, side]);
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for diagonals.</summary>
    public static class DiagonalOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Diagonal"/>
            /// <param name="offset">The diagonal: 0 is the main one, positive ones lie above.</param>
            /// <param name="axis1">The axis of the rows.</param>
            /// <param name="axis2">The axis of the columns.</param>
            /// <exception cref="ShapeException">There are not two such axes.</exception>
            public Tensor Diagonal(int offset = 0, int axis1 = 0, int axis2 = 1) => Engine.Current.RunOne(new Diagonal(offset, axis1, axis2), x);

            /// <summary>Sum of a diagonal of each matrix; small whole numbers are summed as int32 or uint32.</summary>
            /// <inheritdoc cref="Diagonal(Tensor, int, int, int)"/>
            public Tensor Trace(int offset = 0, int axis1 = 0, int axis2 = 1) => x.Diagonal(offset, axis1, axis2).Sum(-1);

            /// <summary>Of a vector the square matrix that has it on a diagonal; of a matrix that diagonal.</summary>
            /// <param name="k">The diagonal: 0 is the main one, positive ones lie above.</param>
            /// <exception cref="ShapeException">The tensor is neither vector nor matrix.</exception>
            public Tensor Diag(int k = 0) => x.Rank == 2 ? x.Diagonal(k) : Engine.Current.RunOne(new DiagonalMatrix(k), x);

            /// <summary>The square matrix that has all elements, as one long vector, on a diagonal.</summary>
            /// <param name="k">The diagonal: 0 is the main one, positive ones lie above.</param>
            public Tensor DiagFlat(int k = 0) => x.Ravel().Diag(k);
        }
    }
}
