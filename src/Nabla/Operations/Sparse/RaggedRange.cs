using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Rows of numbers from a start by a step up to, not including, a limit: where each row begins among all numbers, and these.</summary>
    /// <param name="Splits">Type of the places: int32 or int64.</param>
    /// <remarks>Inputs: starts, limits, steps, vectors of one length or scalars, of one whole or floating type. Shapes: [rows + 1], [numbers]. No gradient flows.</remarks>
    public sealed record RaggedRange(ElementType Splits) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var type = BinaryOp.SameType(Name, x);
            _ = BinaryOp.SameType(Name, x[1..]);
            if (!type.IsInteger && !type.IsFloating)
            {
                throw new ElementTypeException($"{Name}: {type.Name} tensors: it needs whole or floating numbers. Cast them first.");
            }

            var rows = Broadcasting.Join(Name, Broadcasting.Join(Name, x[0].Shape, x[1].Shape), x[2].Shape);
            return rows.Rank > 1 ? throw new ShapeException($"{Name}: {x[0].Shape}, {x[1].Shape} and {x[2].Shape}: vectors or scalars are expected.")
                : [new(Splits, new Shape([Shape.Unknown])), new(type, new Shape([Shape.Unknown]))];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var splits = new List<long> { 0 };
            if (context[0].ElementType.IsFloating)
            {
                var numbers = new List<double>();
                foreach (var (start, limit, step) in Rows(Array.ConvertAll([context[0], context[1], context[2]], MatrixBatch.Read)))
                {
                    long count = step == 0 ? throw Still() : (long)Math.Max(0, Math.Ceiling((limit - start) / step));
                    numbers.AddRange(Enumerable.Range(0, (int)count).Select(k => start + (k * step)));
                    splits.Add(numbers.Count);
                }

                context.Share(1, Tensor.Constant(numbers.ToArray()).Cast(context[0].ElementType));
            }
            else
            {
                var numbers = new List<long>();
                foreach (var (start, limit, step) in Rows([IndexValues.Of(context[0]).ToArray(), IndexValues.Of(context[1]).ToArray(), IndexValues.Of(context[2]).ToArray()]))
                {
                    long distance = step > 0 ? limit - start : start - limit, size = Math.Abs(step);
                    long count = step == 0 ? throw Still() : Math.Max(0, (distance + size - 1) / size);
                    numbers.AddRange(Enumerable.Range(0, (int)count).Select(k => start + (k * step)));
                    splits.Add(numbers.Count);
                }

                context.Share(1, Tensor.Constant(numbers.ToArray()).Cast(context[0].ElementType));
            }

            context.Share(0, Tensor.Constant(splits.ToArray()).Cast(Splits));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null, null];

        static ArgumentException Still() => new("RaggedRange: a step of 0: it must be positive, or negative to go backwards.");

        static IEnumerable<(T Start, T Limit, T Step)> Rows<T>(T[][] x)
        {
            int rows = Array.Exists(x, values => values.Length == 0) ? 0 : x.Max(values => values.Length);
            T At(int which, int row) => x[which][x[which].Length == 1 ? 0 : row];
            for (int i = 0; i < rows; i++)
            {
                yield return (At(0, i), At(1, i), At(2, i));
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for rows of ranges.</summary>
    public static class RaggedRangeOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.RaggedRange"/>
            /// <param name="starts">The first number of each row.</param>
            /// <param name="limits">Where each row ends.</param>
            /// <param name="deltas">The step of each row, not 0.</param>
            /// <param name="splitsType">Type of the places: int32 or int64.</param>
            /// <exception cref="ArgumentException">A step is 0.</exception>
            public static (Tensor RowSplits, Tensor Values) RaggedRange(Tensor starts, Tensor limits, Tensor deltas, ElementType splitsType = ElementType.Int64) =>
                Engine.Current.Run(new RaggedRange(splitsType), starts, limits, deltas) is [var splits, var values] ? (splits, values) : default;
        }
    }
}
