using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The input as it is, or an error where an element is NaN or infinite. Shares memory.</summary>
    /// <param name="Message">What the error says first.</param>
    /// <param name="SignedInfinities">Whether the error tells +∞ from −∞.</param>
    /// <remarks>Shape: any → same. The gradient passes and is checked in turn.</remarks>
    public sealed record CheckNumerics(string Message, bool SignedInfinities = false) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].ElementType.IsFloating ? new(x[0].ElementType, x[0].Shape)
            : throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs a floating type. Whole numbers are always finite.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            // Another object of the same memory: what is computed here is no business of a tape that watches the input.
            var x = context[0].Alias();
            if (!(bool)x.IsFinite().All())
            {
                var found = new List<string>();
                Add("NaN", x.IsNaN());
                if (SignedInfinities)
                {
                    Add("-Inf", x.Equal(double.NegativeInfinity));
                    Add("+Inf", x.Equal(double.PositiveInfinity));
                }
                else
                {
                    Add("Inf", x.IsInf());
                }

                throw new ArithmeticException($"CheckNumerics: {Message} : Tensor had {string.Join(" and ", found)} values. Look for a division by 0, a logarithm of 0, or an overflow before it.");

                void Add(string name, Tensor where)
                {
                    if ((bool)where.Any())
                    {
                        found.Add(name);
                    }
                }
            }

            context.Pass(0, 0);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
            [Engine.Current.RunOne(this with { Message = $"Not a number (NaN) or infinity (Inf) values detected in gradient. {Message}" }, dy)];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that refuses NaN and infinities.</summary>
    public static class CheckNumericsOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.CheckNumerics"/>
            /// <param name="message">What the error says first.</param>
            /// <param name="signedInfinities">Whether the error tells +∞ from −∞.</param>
            /// <exception cref="ArithmeticException">An element is NaN or infinite.</exception>
            public Tensor CheckNumerics(string message, bool signedInfinities = false) => Engine.Current.RunOne(new CheckNumerics(message, signedInfinities), x);
        }
    }
}
