using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The last input, a value that was computed from the others, with a gradient of one's own.</summary>
    /// <param name="Backward">From the value's gradient to those of the other inputs; null where no gradient flows.</param>
    public sealed record CustomGradient(Func<Tensor, IReadOnlyList<Tensor?>> Backward) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[^1].ElementType, x[^1].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) => context.Pass(0, context.Count - 1);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            var dx = Backward(dy);
            if (dx.Count != x.Length - 1)
            {
                throw new ArgumentException($"{Name}: {dx.Count} gradients for {x.Length - 1} inputs: one for each, or null, was expected.");
            }

            for (int i = 0; i < dx.Count; i++)
            {
                if (dx[i] is { } d && !d.Shape.IsCompatibleWith(x[i].Shape))
                {
                    throw new ShapeException($"{Name}: gradient {i} of shape {d.Shape} for an input of shape {x[i].Shape}: the shapes must be equal.");
                }
            }

            return [.. dx, null];
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for gradients of one's own.</summary>
    public static class CustomGradientOperation
    {
        extension(Tensor)
        {
            /// <summary>Computes a function whose gradient is given beside it, and not taken from the operations that it is made of.</summary>
            /// <param name="function">From the inputs to the value, and to what turns the value's gradient into those of the inputs.</param>
            /// <param name="inputs">What the function is computed of; only these have a gradient.</param>
            /// <remarks>Example: <c>Tensor.CustomGradient(x => (x[0].Exp(), dy => [dy.Clip(-1, 1)]), [x])</c>.</remarks>
            public static Tensor CustomGradient(Func<IReadOnlyList<Tensor>, (Tensor Value, Func<Tensor, IReadOnlyList<Tensor?>> Gradient)> function, IReadOnlyList<Tensor> inputs)
            {
                ArgumentNullException.ThrowIfNull(function);
                Tensor value;
                Func<Tensor, IReadOnlyList<Tensor?>> backward;
                using (NodeObservers.Suspend())
                {
                    (value, backward) = function(inputs);
                }

                return Engine.Current.RunOne(new CustomGradient(backward), [.. inputs, value]);
            }
        }
    }
}
