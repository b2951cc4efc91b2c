using Nabla.Operations;

namespace Nabla;

/// <summary>Operations on sparse arrays that stand as index tuples [n, rank], values [n] and a shape.</summary>
/// <remarks>Index tuples are whole numbers; values may be of any numbers. Gradients flow to values.</remarks>
public static class SparseOperations
{
    extension(Tensor)
    {
        /// <summary>The dense array: a value where a tuple points, the default elsewhere.</summary>
        /// <param name="indices">Index tuples [n, rank]; a vector of indices for one axis; a scalar for one index.</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="values">[n], or a scalar for all.</param>
        /// <param name="defaultValue">What stands elsewhere; 0 by default.</param>
        /// <param name="validate">Tuples must ascend, each once.</param>
        /// <exception cref="ArgumentException">An index lies outside, or tuples are out of order.</exception>
        public static Tensor SparseToDense(Tensor indices, Shape shape, Tensor values, Operand? defaultValue = null, bool validate = true)
        {
            var tuples = indices.Rank switch { 0 => indices.Reshape([1, 1]), 1 => indices.ExpandDims(1), _ => indices };
            var places = Engine.Current.RunOne(new SparsePlaces(shape, validate), tuples);
            var type = values.ElementType;
            var rest = defaultValue is { } given ? given.ToTensor("SparseToDense", type) : type == ElementType.Bool ? Tensor.Constant(false) : type == ElementType.String ? Tensor.Constant(string.Empty) : Scalars.Of(type, 0);
            return Tensor.Full(shape, rest).Ravel().ScatterUpdate(places.ExpandDims(1), values.Rank == 0 ? Tensor.Full(places.Shape, values) : values).Reshape(shape);
        }

        /// <summary>The same array with tuples in row-major order.</summary>
        /// <param name="indices">Index tuples [n, rank].</param>
        /// <param name="values">[n].</param>
        /// <param name="shape">The shape of the array.</param>
        public static (Tensor Indices, Tensor Values) SparseReorder(Tensor indices, Tensor values, Shape shape)
        {
            var order = Engine.Current.RunOne(new SparsePlaces(shape), indices).ArgSort();
            return (indices.Gather(order), values.Gather(order));
        }

        /// <summary>The index tuples of the same elements under another shape, and that shape with its open length filled in.</summary>
        /// <param name="indices">Index tuples [n, rank].</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="newShape">The new shape; one length may be open.</param>
        /// <exception cref="ShapeException">The number of elements differs.</exception>
        public static (Tensor Indices, Shape Shape) SparseReshape(Tensor indices, Shape shape, Shape newShape)
        {
            // Reshape's own rule fills in the open length.
            var to = new Reshape(newShape).InferOne([new TensorSpec(ElementType.Bool, shape)]).Shape;
            var places = Engine.Current.RunOne(new SparsePlaces(shape), indices);
            return (Tensor.Stack(places.UnravelIndex(to), -1), to);
        }

        /// <summary>Sum over axes as a dense tensor.</summary>
        /// <param name="indices">Index tuples [n, rank].</param>
        /// <param name="values">[n].</param>
        /// <param name="shape">The shape of the array.</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public static Tensor SparseReduceSum(Tensor indices, Tensor values, Shape shape, Axes? axis = null, bool keepDims = false) =>
            values.SegmentSum(Rest(indices, shape, axis, out var rest), rest.Size).Reshape(Reduction.ShapeOf("SparseReduceSum", shape, axis, keepDims));

        /// <summary>The largest element over axes as a dense tensor; 0 where there is none.</summary>
        /// <inheritdoc cref="SparseReduceSum"/>
        public static Tensor SparseReduceMax(Tensor indices, Tensor values, Shape shape, Axes? axis = null, bool keepDims = false)
        {
            var places = Rest(indices, shape, axis, out var rest);
            var found = places.OnesLike().SegmentSum(places, rest.Size).Greater(0);
            return Tensor.Where(found, values.SegmentMax(places, rest.Size), 0).Reshape(Reduction.ShapeOf("SparseReduceMax", shape, axis, keepDims));
        }

        /// <summary>Softmax along the last axis over the elements that are there; the result has the same tuples.</summary>
        /// <param name="indices">Index tuples [n, rank], rank 2 or more.</param>
        /// <param name="values">[n].</param>
        /// <param name="shape">The shape of the array.</param>
        public static Tensor SparseSoftmax(Tensor indices, Tensor values, Shape shape)
        {
            // Rows are told apart by the places without the last axis, numbered in the order in which they come.
            var rows = Engine.Current.RunOne(new SparsePlaces(shape[..^1]), indices[.., ..^1]).Unique(sorted: false).Inverse;
            var powers = (values - values.SegmentMax(rows).Gather(rows).StopGradient()).Exp();
            return powers / powers.SegmentSum(rows).Gather(rows);
        }

        /// <summary>The product of a sparse matrix and a dense one.</summary>
        /// <param name="indices">Index tuples [n, 2].</param>
        /// <param name="values">[n].</param>
        /// <param name="shape">[rows, columns].</param>
        /// <param name="dense">A matrix.</param>
        /// <param name="adjointSparse">Takes the conjugate transpose of the sparse matrix.</param>
        /// <param name="adjointDense">Takes the conjugate transpose of the dense one.</param>
        /// <exception cref="ShapeException">They are no matrices, or inner lengths differ.</exception>
        public static Tensor SparseMatMul(Tensor indices, Tensor values, Shape shape, Tensor dense, bool adjointSparse = false, bool adjointDense = false)
        {
            if (shape.Rank != 2 || dense.Rank != 2 || shape[adjointSparse ? 0 : 1] != dense.Shape[adjointDense ? 1 : 0])
            {
                throw new ShapeException($"SparseMatMul: {shape}{(adjointSparse ? " adjoint" : string.Empty)} and {dense.Shape}{(adjointDense ? " adjoint" : string.Empty)}: two matrices with equal inner lengths are expected.");
            }

            _ = Engine.Current.RunOne(new SparsePlaces(shape), indices);
            Tensor rows = indices[.., adjointSparse ? 1 : 0], columns = indices[.., adjointSparse ? 0 : 1];
            var right = adjointDense ? dense.Transpose().Conj() : dense;
            var factors = (adjointSparse ? values.Conj() : values).ExpandDims(1);
            return (factors * right.Gather(columns)).SegmentSum(rows, shape[adjointSparse ? 1 : 0]);
        }
    }

    /// <summary>The places of tuples among the axes that are left.</summary>
    static Tensor Rest(Tensor indices, Shape shape, Axes? axis, out Shape rest)
    {
        int[] gone = Axes.Normalize("SparseReduce", axis, shape.Rank), kept = [.. Enumerable.Range(0, shape.Rank).Except(gone)];
        rest = new Shape([.. kept.Select(k => shape.Lengths[k])]);
        _ = Engine.Current.RunOne(new SparsePlaces(shape), indices);
        return Engine.Current.RunOne(new SparsePlaces(rest), indices.Take(kept, 1));
    }
}
