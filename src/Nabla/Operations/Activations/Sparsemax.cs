using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Sparse softmax along one axis, y = max(x − τ, 0): most results are exactly 0.</summary>
    /// <param name="Axis">The axis; negative ones count from the last.</param>
    /// <remarks>Shape: any → same; the second output is the derivative of τ, the third 1 where x ≥ τ. τ follows Keras: partial sums are added over the support, so that rows sum to 1 only where the
    /// support is one element (Martins and Astudillo, 2016, take the last partial sum). Floating numbers, computed in float64.</remarks>
    public sealed record Sparsemax(int Axis) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            var y = new TensorSpec(x[0].ElementType, x[0].Shape);
            return x[0].ElementType.IsFloating ? [y, y, y]
                : throw new ElementTypeException($"Sparsemax: a {x[0].ElementType.Name} tensor: it needs a floating type. Cast it first.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            var rows = Tensor.Allocate(ElementType.Float64, Last(x, axis).Shape);
            CastElements.Run(Last(x, axis), rows);
            Tensor y = Tensor.Allocate(ElementType.Float64, rows.Shape), share = Tensor.Allocate(ElementType.Float64, rows.Shape), open = Tensor.Allocate(ElementType.Float64, rows.Shape);
            SparsemaxRows.Run(rows.Elements<double>(), (int)rows.Shape.Lengths[^1], y.Elements<double>(), share.Elements<double>(), open.Elements<double>());
            CastElements.Run(Back(y, axis), context.Output(0));
            CastElements.Run(Back(share, axis), context.Output(1));
            CastElements.Run(Back(open, axis), context.Output(2));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy)
        {
            if (dy[0] is not { } d)
            {
                return [null];
            }

            var chosen = d * node.Outputs[2];
            return [chosen - (node.Outputs[1] * chosen.Sum(Axis, keepDims: true))];
        }

        /// <summary>The tensor with an axis moved to the end.</summary>
        static Tensor Last(Tensor x, int axis) => Moved(x, axis, x.Rank - 1);

        static Tensor Back(Tensor x, int axis) => Moved(x, x.Rank - 1, axis);

        static Tensor Moved(Tensor x, int from, int to)
        {
            List<long> lengths = [.. x.Shape.Lengths], steps = [.. x.Strides];
            (long length, long step) = (lengths[from], steps[from]);
            lengths.RemoveAt(from);
            steps.RemoveAt(from);
            lengths.Insert(to, length);
            steps.Insert(to, step);
            return x.View(new([.. lengths]), x.Offset, [.. steps]);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for sparse softmax.</summary>
    public static class SparsemaxOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Sparsemax"/>
            /// <param name="axis">The axis along which it is taken.</param>
            public Tensor Sparsemax(int axis = -1) => Engine.Current.Run(new Sparsemax(axis), x)[0];
        }
    }
}
