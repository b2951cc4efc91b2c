using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = ln Σ eˣ over axes; finite wherever the result is, −∞ of nothing.</summary>
    /// <remarks>Shape: the axes go, or have length 1 with <paramref name="KeepDims"/>.</remarks>
    /// <param name="Axes">The axes; null for all.</param>
    /// <param name="KeepDims">Keeps the axes with length 1.</param>
    public sealed record LogSumExp(Axes? Axes, bool KeepDims) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].ElementType.IsFloating
            ? new(x[0].ElementType, Reduction.ShapeOf(Name, x[0].Shape, Axes, KeepDims))
            : throw new ElementTypeException($"LogSumExp: a {x[0].ElementType.Name} tensor: it needs a floating type. Cast it first.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var axes = context.Keep(static c => Nabla.Axes.Normalize(c.Op.Name, ((LogSumExp)c.Op).Axes, c[0].Rank));
            var run = new Kernel(context[0], axes, context.Output());
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            // d/dx ln Σ eˣ = e^(x − y); where y is infinite the quotient of infinities is NaN, as in TensorFlow.
            var spread = new BroadcastOver(Axes, KeepDims);
            return [(x[0] - Engine.Current.RunOne(spread, y, x[0])).Exp() * Engine.Current.RunOne(spread, dy, x[0])];
        }

        readonly struct Kernel(Tensor x, int[] axes, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Reduce.LogSumExp(x.View<T>(), axes, y.Elements<T>());
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for LogSumExp.</summary>
    public static class LogSumExpOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LogSumExp"/>
            /// <param name="axis">The axes; all by default.</param>
            /// <param name="keepDims">Keeps the axes with length 1.</param>
            public Tensor LogSumExp(Axes? axis = null, bool keepDims = false) => Engine.Current.RunOne(new LogSumExp(axis, keepDims), x);
        }
    }
}
