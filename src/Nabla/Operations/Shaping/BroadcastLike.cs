using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The first input stretched to the shape of the second by NumPy's rule; shares memory.</summary>
    public sealed record BroadcastLike : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[1].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0];
            var to = context[1].Shape;
            context.Share(0, x.View(to, x.Offset, Broadcasting.Strides(x.Shape, x.Strides, to)));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.SumToLike(x[0]), null];
    }

    /// <summary>The first input summed over the axes along which the second was stretched: the gradient of broadcasting.</summary>
    public sealed record SumToLike : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[1].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var run = new Kernel(context[0], context.Keep(static c => Stretched(c[0].Shape, c[1].Shape)), context.Output());
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.BroadcastLike(x[0]), null];

        /// <summary>The axes of the first shape that the second has not, or with length 1.</summary>
        static int[] Stretched(Shape x, Shape to)
        {
            var axes = new List<int>();
            for (int k = 0; k < x.Rank; k++)
            {
                int at = k - x.Rank + to.Rank;
                if (at < 0 || (to.Lengths[at] == 1 && x.Lengths[k] != 1))
                {
                    axes.Add(k);
                }
            }

            return [.. axes];
        }

        readonly struct Kernel(Tensor x, int[] axes, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Reduce.Sum(x.View<T>(), axes, y.Elements<T>());
        }
    }
}

namespace Nabla
{
    /// <summary>Stretching and its gradient, by the shape of another tensor.</summary>
    internal static class BroadcastLikeOperation
    {
        extension(Tensor x)
        {
            internal Tensor BroadcastLike(Tensor other) => x.Shape.IsKnown && x.Shape == other.Shape ? x : Engine.Current.RunOne(new BroadcastLike(), x, other);

            internal Tensor SumToLike(Tensor other) => x.Shape.IsKnown && x.Shape == other.Shape ? x : Engine.Current.RunOne(new SumToLike(), x, other);
        }
    }
}
