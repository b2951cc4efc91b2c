using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The k largest elements along the last axis, large to small, and their places, int32; of equal ones the first.</summary>
    /// <remarks>Shape: […, n] → […, k] twice. The gradient goes back to where each element stood.</remarks>
    /// <param name="K">How many.</param>
    public sealed record TopK(int K) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var lengths = SortElements.Ordered(Name, x[0], -1).ToArray();
            if (K < 0 || (lengths[^1] != Shape.Unknown && K > lengths[^1]))
            {
                throw new ShapeException($"TopK: {K} of {lengths[^1]} elements in shape {x[0].Shape}: k is between 0 and the length of the last axis. Take fewer.");
            }

            lengths[^1] = K;
            return [new(x[0].ElementType, new(lengths)), new(ElementType.Int32, new(lengths))];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var run = new Kernel(context[0], K, context.Output(0), context.Output(1));
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) =>
            [dy[0] is { } d ? Engine.Current.RunOne(new PutAlongAxis(-1), d, node.Outputs[1], node.Inputs[0]) : null];

        readonly struct Kernel(Tensor x, int k, Tensor y, Tensor places) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Kernels.Sort.Top(x.View<T>(), k, y.Elements<T>(), places.Elements<int>());
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for the largest elements.</summary>
    public static class TopKOperation
    {
        extension(Tensor x)
        {
            /// <summary>The k largest elements along the last axis, large to small, and their places, int32; of equal ones the first.</summary>
            /// <param name="k">How many.</param>
            /// <exception cref="ShapeException">There are fewer elements.</exception>
            public (Tensor Values, Tensor Indices) TopK(int k) => Engine.Current.Run(new TopK(k), x) is [var values, var places] ? (values, places) : default;

            /// <summary>Whether the prediction of each target class is among the k largest of its row; ties count as among them.</summary>
            /// <remarks>This tensor holds the target classes, […]; a class outside the row, and a row with NaN or an infinity, is out.</remarks>
            /// <param name="predictions">[…, classes].</param>
            /// <param name="k">How many.</param>
            /// <exception cref="ShapeException">Targets and predictions do not fit.</exception>
            public Tensor InTopK(Tensor predictions, int k)
            {
                if (predictions.Rank != x.Rank + 1 || !predictions.Shape[..^1].IsCompatibleWith(x.Shape))
                {
                    throw new ShapeException($"InTopK: targets {x.Shape} and predictions {predictions.Shape}: predictions must have one more axis, that of the classes.");
                }

                var target = x.Cast(ElementType.Int64);
                var inside = target.GreaterEqual(0).LogicalAnd(target.Less(predictions.ShapeOf(ElementType.Int64)[^1]));
                var own = predictions.TakeAlongAxis(Tensor.Where(inside, target, 0).ExpandDims(-1), -1);
                var above = predictions.Greater(own).Cast(ElementType.Int32).Sum(-1);
                return inside.LogicalAnd(predictions.IsFinite().All(-1)).LogicalAnd(above.Less(k));
            }
        }
    }
}
