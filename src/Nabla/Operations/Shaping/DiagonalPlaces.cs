using Nabla.Operations;

namespace Nabla
{
    /// <summary>Against which end diagonals shorter than the longest one stand in their row.</summary>
    public enum DiagonalAlign
    {
        /// <summary>Those above the main one at the right, those below at the left.</summary>
        RightLeft,

        /// <summary>Those above the main one at the left, those below at the right.</summary>
        LeftRight,

        /// <summary>All at the left.</summary>
        LeftLeft,

        /// <summary>All at the right.</summary>
        RightRight,
    }
}

namespace Nabla.Operations
{
    /// <summary>A band of diagonals of matrices: numbers Low to High, 0 the main one, positive ones above.</summary>
    /// <param name="Low">The lowest diagonal.</param>
    /// <param name="High">The highest, not below the lowest.</param>
    /// <param name="Align">Where shorter ones stand.</param>
    public readonly record struct DiagonalBand(int Low, int High, DiagonalAlign Align)
    {
        /// <summary>How many there are.</summary>
        internal int Count => High - Low + 1;

        /// <summary>The length of the longest diagonal of matrices.</summary>
        internal long Longest(long rows, long columns) => Math.Min(rows + Math.Min(High, 0), columns - Math.Max(Low, 0));

        /// <summary>The length of one diagonal.</summary>
        internal static long Length(long rows, long columns, long k) => Math.Max(0, Math.Min(rows + Math.Min(k, 0), columns - Math.Max(k, 0)));

        /// <summary>How far into its row a diagonal begins.</summary>
        internal long Start(long rows, long columns, int k)
        {
            bool left = (k >= 0 && Align is DiagonalAlign.LeftRight or DiagonalAlign.LeftLeft) || (k <= 0 && Align is DiagonalAlign.RightLeft or DiagonalAlign.LeftLeft);
            return left ? 0 : Longest(rows, columns) - Length(rows, columns, k);
        }
    }

    /// <summary>For each place of the diagonals of matrices its place among all their elements, −1 where there is none, int64.</summary>
    /// <param name="Band">Which diagonals.</param>
    /// <remarks>The input's shape alone counts: [b…, rows, columns] → [b…, diagonals, longest], of one diagonal [b…, longest].</remarks>
    public sealed record PlacesOfDiagonals(DiagonalBand Band) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var shape = x[0].Shape;
            if (shape.Rank < 2)
            {
                throw new ShapeException($"MatrixDiagPart: a tensor of shape {shape}: it needs two axes, rows and columns.");
            }

            bool known = shape.IsAxisKnown(shape.Rank - 2) && shape.IsAxisKnown(shape.Rank - 1);
            long longest = !known ? Shape.Unknown : Band.Longest(shape[^2], shape[^1]);
            if (Band.Count < 1 || (known && (Band.Low <= -shape[^2] || Band.High >= shape[^1]) && (Band.Low != 0 || Band.High != 0)))
            {
                throw new ShapeException($"MatrixDiagPart: diagonals {Band.Low} to {Band.High} of {shape}: the lowest first, and both inside the matrix.");
            }

            return new(ElementType.Int64, shape[..^2].Concat(Band.Count == 1 ? new([longest]) : new([Band.Count, longest])));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var shape = context[0].Shape;
            var y = context.Output(0, InferOne([new(ElementType.Int64, shape)]).Shape);
            var to = y.Elements<long>();
            long rows = shape[^2], columns = shape[^1], longest = Band.Longest(rows, columns);
            for (int i = 0; i < to.Length; i++)
            {
                long at = i % longest, d = i / longest % Band.Count, matrix = i / longest / Band.Count;
                int k = Band.High - (int)d;
                long step = at - Band.Start(rows, columns, k);
                to[i] = step < 0 || step >= DiagonalBand.Length(rows, columns, k) ? -1
                    : (((matrix * rows) + step + Math.Max(-k, 0)) * columns) + step + Math.Max(k, 0);
            }
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }

    /// <summary>For each element of matrices its place among the elements of all diagonals, −1 where none passes, int64.</summary>
    /// <param name="Band">Which diagonals.</param>
    /// <param name="Rows">Rows of a matrix; −1 for as many as fit.</param>
    /// <param name="Columns">Columns of a matrix; −1 for as many as fit.</param>
    /// <remarks>The input's shape alone counts: [b…, diagonals, longest], of one diagonal [b…, longest] → [b…, rows, columns].</remarks>
    public sealed record PlacesInDiagonals(DiagonalBand Band, long Rows, long Columns) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var shape = x[0].Shape;
            int used = Band.Count == 1 ? 1 : 2;
            if (Band.Count < 1 || shape.Rank < used || (used == 2 && !shape[^2..^1].IsCompatibleWith(Shape.Of([Band.Count]))))
            {
                throw new ShapeException($"MatrixDiag: diagonals {Band.Low} to {Band.High} in a tensor of shape {shape}: [batch…, number of diagonals, length] is expected, without the second last axis for one.");
            }

            return new(ElementType.Int64, shape[..^used].Concat(Matrix(shape)));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var shape = context[0].Shape;
            var y = context.Output(0, InferOne([new(ElementType.Int64, shape)]).Shape);
            var to = y.Elements<long>();
            var matrix = Matrix(shape);
            long rows = matrix[0], columns = matrix[1], longest = shape[^1];
            for (int i = 0; i < to.Length; i++)
            {
                long column = i % columns, row = i / columns % rows, number = i / columns / rows, k = column - row;
                to[i] = k < Band.Low || k > Band.High ? -1
                    : (((number * Band.Count) + Band.High - k) * longest) + Math.Min(row, column) + Band.Start(rows, columns, (int)k);
            }
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];

        Shape Matrix(Shape shape)
        {
            if (!shape.IsAxisKnown(shape.Rank - 1))
            {
                return new([Rows < 0 ? Shape.Unknown : Rows, Columns < 0 ? Shape.Unknown : Columns]);
            }

            long longest = shape[^1], leastRows = longest - Math.Min(Band.High, 0), leastColumns = longest + Math.Max(Band.Low, 0), square = Math.Max(leastRows, leastColumns);
            var (rows, columns) = (Rows, Columns) switch
            {
                ( < 0, < 0) => (square, square),
                ( < 0, _) => (leastRows, Columns),
                (_, < 0) => (Rows, leastColumns),
                _ => (Rows, Columns),
            };
            return rows >= leastRows && columns >= leastColumns && Band.Longest(rows, columns) == longest ? new([rows, columns])
                : throw new ShapeException($"MatrixDiag: {rows} rows and {columns} columns for diagonals {Band.Low} to {Band.High} of length {longest}: the longest diagonal must fill the matrix.");
        }
    }
}
