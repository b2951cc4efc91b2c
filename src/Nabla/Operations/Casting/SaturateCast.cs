using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same numbers in another element type; what lies outside its range becomes its nearest end.</summary>
    /// <param name="To">The element type of the output: bool, whole or floating.</param>
    /// <remarks>Shape: any → same. Floating to whole: towards zero; NaN gives 0. To bool: x ≥ 1 is true.</remarks>
    public sealed record SaturateCast(ElementType To) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => !x[0].ElementType.IsComplex && !To.IsComplex ? new(Cast.Castable(nameof(SaturateCast), x[0].ElementType, To), x[0].Shape)
            : throw new ElementTypeException($"SaturateCast: {x[0].ElementType.Name} to {To.Name}: complex numbers have no order. Use Cast.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var action = new Source(context[0], context.Output());
            ElementDispatch.Run(context[0].ElementType, ref action);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            if (!x[0].ElementType.IsFloating)
            {
                return [null];
            }

            // Nothing flows through what was cut.
            var back = dy.Cast(x[0].ElementType);
            return [Engine.Current.RunOne(new Where(), x[0].Abs() <= Greatest(To), back, Scalars.Of(back.ElementType, 0))];
        }

        static double Greatest(ElementType type) => type switch
        {
            ElementType.Float16 => (double)Half.MaxValue,
            ElementType.Float32 => float.MaxValue,
            ElementType.BFloat16 => 3.3895313892515355e38,
            _ => double.MaxValue,
        };

        readonly struct Source(Tensor x, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged
            {
                var action = new Target<T>(x, y);
                ElementDispatch.Run(y.ElementType, ref action);
            }
        }

        readonly struct Target<T>(Tensor x, Tensor y) : IForElements
            where T : unmanaged
        {
            public void Run<U>()
                where U : unmanaged => Each.Unary<Saturation<T, U>, T, U>(default, x.View<T>(), y.View<U>());
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for changes of element type that stay in range.</summary>
    public static class SaturateCastOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.SaturateCast"/>
            /// <param name="type">The element type of the result.</param>
            /// <exception cref="ElementTypeException">This tensor, or the type, is text or complex.</exception>
            public Tensor SaturateCast(ElementType type) => x.ElementType == type ? x : Engine.Current.RunOne(new SaturateCast(type), x);
        }
    }
}
