using Nabla.Operations;

namespace Nabla;

/// <summary>Parts, sums and unions of sparse arrays that stand as index tuples [n, rank] (int64), values [n] and a shape.</summary>
/// <remarks>Gradients flow to values.</remarks>
public static class SparsePartOperations
{
    extension(Tensor)
    {
        /// <summary>Several sparse arrays one behind the other along an axis, in row-major order.</summary>
        /// <param name="indices">The index tuples of each.</param>
        /// <param name="values">The values of each.</param>
        /// <param name="shapes">The shapes, equal but along the axis.</param>
        /// <param name="axis">The axis.</param>
        /// <exception cref="ShapeException">The other axes differ.</exception>
        public static (Tensor Indices, Tensor Values, Shape Shape) SparseConcatenate(IReadOnlyList<Tensor> indices, IReadOnlyList<Tensor> values, IReadOnlyList<Shape> shapes, int axis)
        {
            int k = Axes.Normalize("SparseConcatenate", axis, shapes[0].Rank);
            var lengths = shapes[0].ToArray();
            lengths[k] = 0;
            var moved = new Tensor[shapes.Count];
            for (int i = 0; i < moved.Length; i++)
            {
                if (shapes[i].Rank != lengths.Length || shapes[i][..k] != shapes[0][..k] || shapes[i][(k + 1)..] != shapes[0][(k + 1)..])
                {
                    throw new ShapeException($"SparseConcatenate: {shapes[i]} beside {shapes[0]} along axis {k}: the other axes must be equal.");
                }

                var offset = new long[lengths.Length];
                offset[k] = lengths[k];
                moved[i] = indices[i] + Tensor.Constant(offset);
                lengths[k] += shapes[i][k];
            }

            var shape = new Shape(lengths);
            var (tuples, elements) = Tensor.SparseReorder(Tensor.Concatenate(moved), Tensor.Concatenate([.. values]), shape);
            return (tuples, elements, shape);
        }

        /// <summary>The elements within a block, their tuples counted from its corner; the block ends where the array does.</summary>
        /// <param name="indices">Index tuples.</param>
        /// <param name="values">Their values.</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="start">The corner, a number for each axis.</param>
        /// <param name="size">The lengths of the block.</param>
        /// <exception cref="ShapeException">There are not as many numbers as axes.</exception>
        public static (Tensor Indices, Tensor Values, Shape Shape) SparseSlice(Tensor indices, Tensor values, Shape shape, IReadOnlyList<long> start, IReadOnlyList<long> size)
        {
            if (start.Count != shape.Rank || size.Count != shape.Rank)
            {
                throw new ShapeException($"SparseSlice: {start.Count} starts and {size.Count} sizes for an array of shape {shape}: one for each axis.");
            }

            long[] lengths = [.. shape.ToArray().Select((length, k) => Math.Max(0, Math.Min(size[k], length - start[k])))];
            var corner = Tensor.Constant(start.ToArray());
            var inside = indices.GreaterEqual(corner).LogicalAnd(indices.Less(corner + Tensor.Constant(lengths))).All(1);
            return (indices.BooleanMask(inside) - corner, values.BooleanMask(inside), new Shape(lengths));
        }

        /// <summary>Parts of a sparse array along an axis, of nearly equal lengths: the first ones may be longer by one.</summary>
        /// <param name="indices">Index tuples.</param>
        /// <param name="values">Their values.</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="parts">How many.</param>
        /// <param name="axis">The axis.</param>
        /// <exception cref="ShapeException">There are fewer elements along the axis than parts.</exception>
        public static (Tensor Indices, Tensor Values, Shape Shape)[] SparseSplit(Tensor indices, Tensor values, Shape shape, int parts, int axis)
        {
            int k = Axes.Normalize("SparseSplit", axis, shape.Rank);
            if (parts < 1 || parts > shape[k])
            {
                throw new ShapeException($"SparseSplit: {parts} parts along axis {k} of {shape}: between 1 and the length of the axis.");
            }

            var (start, size) = (new long[shape.Rank], shape.ToArray());
            var result = new (Tensor, Tensor, Shape)[parts];
            for (int i = 0; i < parts; i++)
            {
                size[k] = (shape[k] / parts) + (i < shape[k] % parts ? 1 : 0);
                result[i] = Tensor.SparseSlice(indices, values, shape, [.. start], [.. size]);
                start[k] += size[k];
            }

            return result;
        }

        /// <summary>The sum of two sparse arrays of one shape, in row-major order; sums smaller than a bound are left out.</summary>
        /// <param name="indices">Index tuples of the first.</param>
        /// <param name="values">Its values.</param>
        /// <param name="otherIndices">Index tuples of the second.</param>
        /// <param name="otherValues">Its values.</param>
        /// <param name="shape">The shape of both.</param>
        /// <param name="threshold">The bound of |sum|; with 0 all are kept.</param>
        public static (Tensor Indices, Tensor Values) SparseAdd(Tensor indices, Tensor values, Tensor otherIndices, Tensor otherValues, Shape shape, double threshold = 0)
        {
            var all = Engine.Current.RunOne(new SparsePlaces(shape), Tensor.Concatenate([indices, otherIndices]));
            var places = all.Unique();
            var sums = Tensor.Concatenate([values, otherValues]).SegmentSum(places.Inverse);
            var tuples = Tensor.Stack(places.Values.UnravelIndex(shape), -1);
            if (!(threshold > 0))
            {
                return (tuples, sums);
            }

            var large = sums.Abs().Cast(ElementType.Float64).GreaterEqual(threshold);
            return (tuples.BooleanMask(large), sums.BooleanMask(large));
        }

        /// <summary>The same elements, and in each row that has none the default in its first column; which rows those are; and where each element went.</summary>
        /// <param name="indices">Index tuples.</param>
        /// <param name="values">Their values.</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="defaultValue">What empty rows get.</param>
        public static (Tensor Indices, Tensor Values, Tensor EmptyRows, Tensor Places) SparseFillEmptyRows(Tensor indices, Tensor values, Shape shape, Operand defaultValue)
        {
            _ = Engine.Current.RunOne(new SparsePlaces(shape), indices);
            var empty = indices[.., 0].OnesLike().SegmentSum(indices[.., 0], shape[0]).Equal(0);
            var rows = empty.ArgWhere();
            var tuples = Tensor.Concatenate([indices, rows.Pad([(0, 0), (0, shape.Rank - 1)])]);
            var filler = Tensor.Full(rows.Shape[..1], defaultValue.ToTensor("SparseFillEmptyRows", values.ElementType));
            var order = tuples[.., 0].ArgSort();
            var places = order.ArgSort().Cast(ElementType.Int64)[..(int)indices.Shape[0]];
            return (tuples.Gather(order), Tensor.Concatenate([values, filler]).Gather(order), empty, places);
        }

        /// <summary>A dense tensor to which the elements of a sparse array of its shape are added.</summary>
        /// <param name="indices">Index tuples.</param>
        /// <param name="values">Their values.</param>
        /// <param name="dense">The dense tensor.</param>
        public static Tensor SparseDenseAdd(Tensor indices, Tensor values, Tensor dense)
        {
            _ = Engine.Current.RunOne(new SparsePlaces(dense.Shape), indices);
            return dense.ScatterUpdate(indices, values, ScatterMode.Add);
        }

        /// <summary>The values of a sparse array times the elements of a dense tensor at their places.</summary>
        /// <param name="indices">Index tuples.</param>
        /// <param name="values">Their values.</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="dense">It stretches to that shape.</param>
        public static Tensor SparseDenseMultiply(Tensor indices, Tensor values, Shape shape, Tensor dense) => values * At(indices, shape, dense);

        /// <summary>The values of a sparse array divided by the elements of a dense tensor at their places.</summary>
        /// <inheritdoc cref="SparseDenseMultiply"/>
        public static Tensor SparseDenseDivide(Tensor indices, Tensor values, Shape shape, Tensor dense) => values / At(indices, shape, dense);
    }

    static Tensor At(Tensor indices, Shape shape, Tensor dense)
    {
        _ = Engine.Current.RunOne(new SparsePlaces(shape), indices);
        return dense.BroadcastTo(shape).GatherNd(indices);
    }
}
