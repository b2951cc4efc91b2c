using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The regularized incomplete beta function I(a, b; x) = ∫ t^(a − 1) · (1 − t)^(b − 1) dt ÷ B(a, b) from 0 to x.</summary>
    /// <remarks>Shapes: the three broadcast. NaN for a or b ≤ 0 and for x outside [0, 1]. A gradient flows to x only, as in TensorFlow.</remarks>
    public sealed record Betainc : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = BinaryOp.SameType(Name, x);
            _ = BinaryOp.SameType(Name, x[1..]);
            return type.IsFloating ? new(type, Broadcasting.Join(Name, Broadcasting.Join(Name, x[0].Shape, x[1].Shape), x[2].Shape))
                : throw new ElementTypeException($"{Name}: {type.Name} tensors: it needs a floating type. Cast them first.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var action = new Action(context[0], context[1], context[2], context.Output());
            ElementDispatch.Run(context[0].ElementType, ref action);
            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            Tensor a = x[0], b = x[1], at = x[2];
            var log = (a - 1).Xlogy(at) + (b - 1).Xlog1py(-at) - a.Lgamma() - b.Lgamma() + (a + b).Lgamma();
            return [null, null, (dy * log.Exp()).SumToLike(at)];
        }

        readonly struct Action(Tensor a, Tensor b, Tensor x, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged
            {
                T[] first = Flat<T>(a), second = Flat<T>(b), third = Flat<T>(x);
                var to = y.Elements<T>();
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = CastElement.To<double, T>(IncompleteBeta.At(CastElement.To<T, double>(first[i]), CastElement.To<T, double>(second[i]), CastElement.To<T, double>(third[i])));
                }
            }

            T[] Flat<T>(Tensor from)
                where T : unmanaged => from.View(y.Shape, from.Offset, Broadcasting.Strides(from.Shape, from.Strides, y.Shape)).Contiguous().Elements<T>().ToArray();
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for the incomplete beta function.</summary>
    public static class BetaincOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.Betainc"/>
            /// <param name="a">The first exponent plus 1.</param>
            /// <param name="b">The second exponent plus 1.</param>
            /// <param name="x">The upper end of the integral.</param>
            public static Tensor Betainc(Tensor a, Tensor b, Tensor x) => Engine.Current.RunOne(new Betainc(), a, b, x);
        }
    }
}
