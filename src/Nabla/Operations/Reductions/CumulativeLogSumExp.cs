using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Running logarithms of sums of exponentials along an axis, yᵢ = ln(e^x₀ + … + e^xᵢ).</summary>
    /// <remarks>Shape: any → same. Of nothing, the first element where it is left out, −∞ stands.</remarks>
    /// <param name="Axis">The axis that is walked.</param>
    /// <param name="Exclusive">The element itself is left out.</param>
    /// <param name="Reverse">From the end of the axis.</param>
    public sealed record CumulativeLogSumExp(int Axis, bool Exclusive = false, bool Reverse = false) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            _ = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            return x[0].ElementType.IsFloating ? new(x[0].ElementType, x[0].Shape)
                : throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs a floating type. Cast it first.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var action = new Action(this, context[0].Contiguous(), context.Output(0, context[0].Shape));
            ElementDispatch.Run(context[0].ElementType, ref action);
            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            // dxⱼ = Σ dyᵢ · e^(xⱼ − yᵢ) over the sums that hold xⱼ, as e^(xⱼ − yⱼ) · (dyⱼ + e^(yⱼ − yⱼ₊₁) · (…)): no exponent is above 0.
            var inclusive = Exclusive ? Engine.Current.RunOne(this with { Exclusive = false }, x[0]) : y;
            var reached = Exclusive ? dy.Shifted(Axis, !Reverse) : dy;
            var finite = inclusive.IsFinite();
            var sums = Tensor.Where(finite, inclusive, 0);
            var factors = (sums - sums.Shifted(Axis, !Reverse)).Minimum(0).Exp();
            var total = Engine.Current.RunOne(new LinearRecurrence(Axis, !Reverse), factors, reached);
            return [(Tensor.Where(finite, x[0], 0) - sums).Exp() * Tensor.Where(finite, total, 0)];
        }

        readonly struct Action(CumulativeLogSumExp op, Tensor x, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged
            {
                int axis = Axes.Normalize(op.Name, op.Axis, x.Rank);
                int length = (int)x.Shape.Lengths[axis], inner = (int)x.Shape[(axis + 1)..].Size, outer = (int)x.Shape[..axis].Size;
                var from = x.Elements<T>();
                var to = y.Elements<T>();
                for (int row = 0; row < outer * inner; row++)
                {
                    int start = (row / inner * length * inner) + (row % inner);
                    double sum = double.NegativeInfinity;
                    for (int i = 0; i < length; i++)
                    {
                        int at = start + ((op.Reverse ? length - 1 - i : i) * inner);
                        double next = Join(sum, CastElement.To<T, double>(from[at]));
                        to[at] = CastElement.To<double, T>(op.Exclusive ? sum : next);
                        sum = next;
                    }
                }
            }

            static double Join(double a, double b)
            {
                double high = Math.Max(a, b), low = Math.Min(a, b);
                return double.IsNaN(high) || double.IsInfinity(high) ? high : high + Math.Log(1 + Math.Exp(low - high));
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for running logarithms of sums.</summary>
    public static class CumulativeLogSumExpOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.CumulativeLogSumExp"/>
            /// <param name="axis">The axis that is walked.</param>
            /// <param name="exclusive">The element itself is left out.</param>
            /// <param name="reverse">From the end of the axis.</param>
            public Tensor CumulativeLogSumExp(int axis = 0, bool exclusive = false, bool reverse = false) =>
                Engine.Current.RunOne(new CumulativeLogSumExp(axis, exclusive, reverse), x);
        }
    }
}
