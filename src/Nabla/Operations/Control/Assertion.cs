using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Ends the run with an error unless every element of the first input is true.</summary>
    /// <remarks>Inputs: the condition, then what the error shows.</remarks>
    /// <param name="Message">What the error says.</param>
    public sealed record Assertion(string Message) : Op
    {
        const int MostShown = 8;

        /// <inheritdoc/>
        public override string Name => "Assert";

        /// <inheritdoc/>
        public override Effect Effect => Effect.OutsideWorld;

        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => x[0].ElementType == ElementType.Bool ? []
            : throw new ElementTypeException($"Assert: a {x[0].ElementType.Name} condition: it must hold truth values. Compare first.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            if (Array.TrueForAll(context[0].ToArray<bool>(), holds => holds))
            {
                return;
            }

            var shown = Enumerable.Range(1, context.Count - 1).Select(i => context[i]).Select(x => x.Ravel()[..(int)Math.Min(x.Size, MostShown)].ToString() + (x.Size > MostShown ? " …" : ""));
            throw new InvalidOperationException($"Assert: {Message}{(context.Count > 1 ? $": {string.Join("; ", shown)}" : "")}.");
        }
    }
}

namespace Nabla
{
    /// <summary>Conditions that have to hold.</summary>
    public static class AssertionOperation
    {
        extension(Tensor)
        {
            /// <summary>Throws unless every element of a condition is true: now, or in a graph whenever it is run.</summary>
            /// <param name="condition">Truth values.</param>
            /// <param name="message">What the error says.</param>
            /// <param name="data">Tensors whose first elements the error shows.</param>
            /// <remarks>In a graph, <c>Graph.Assert</c> gives the node, which others can be made to wait for.</remarks>
            /// <exception cref="InvalidOperationException">The condition does not hold.</exception>
            public static void Assert(Tensor condition, string message, params IReadOnlyList<Tensor> data)
            {
                ArgumentNullException.ThrowIfNull(condition);
                ArgumentNullException.ThrowIfNull(data);
                Engine.Current.Run(new Assertion(message), [condition.ElementType == ElementType.Bool ? condition.All() : condition, .. data]);
            }
        }
    }
}
