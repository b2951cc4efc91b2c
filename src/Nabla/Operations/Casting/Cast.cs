using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same numbers in another element type.</summary>
    /// <param name="To">The element type of the output.</param>
    /// <remarks>Shape: any → same. To bool: x ≠ 0. Floating to whole: towards zero, without a rule outside the range. Whole to whole: the low bits.
    /// Complex to real: the real part. Everything else: the nearest number. Gradients pass between floating and complex types.</remarks>
    public sealed record Cast(ElementType To) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(Castable(nameof(Cast), x[0].ElementType, To), x[0].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) => CastElements.Run(context[0], context.Output());

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [x[0].ElementType.IsDifferentiable ? dy.Cast(x[0].ElementType) : null];

        /// <summary>The target type, where there is a way from the source to it.</summary>
        /// <exception cref="ElementTypeException">Either holds text.</exception>
        internal static ElementType Castable(string op, ElementType from, ElementType to) => from < ElementType.String && to < ElementType.String ? to
            : throw new ElementTypeException($"{op}: {from.Name} to {to.Name}: text is no number. {(to == ElementType.String ? "Print the numbers with ToString." : "Parse the strings, and make a tensor of the numbers.")}");
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for changes of element type.</summary>
    public static class CastOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Cast"/>
            /// <param name="type">The element type of the result.</param>
            /// <exception cref="ElementTypeException">This tensor, or the type, is text.</exception>
            public Tensor Cast(ElementType type) => x.ElementType == type ? x : Engine.Current.RunOne(new Cast(type), x);
        }
    }
}
