using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The permutation that undoes one: y[x[i]] = i.</summary>
    /// <remarks>Shape: [n] → [n]; x holds each of 0 … n − 1 once.</remarks>
    public sealed record InvertPermutation : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[0]);
            return x[0].Shape.Rank == 1 ? new(x[0].ElementType, x[0].Shape)
                : throw new ShapeException($"{Name}: a tensor of shape {x[0].Shape}: a vector is expected. Invert permutations one by one.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = IndexValues.Of(context[0]);
            var places = new long[x.Length];
            Array.Fill(places, -1);
            for (int i = 0; i < places.Length; i++)
            {
                long at = x[i];
                if (at < 0 || at >= places.Length || places[at] >= 0)
                {
                    throw new ArgumentException($"{Name}: {at} at place {i}: {(at >= 0 && at < places.Length ? "it is there twice" : $"numbers are 0 to {places.Length - 1}")}; each comes once. Give a permutation.");
                }

                places[at] = i;
            }

            var action = new Narrow { From = places, To = context.Output(0, context[0].Shape) };
            ElementDispatch.Run(context[0].ElementType, ref action);
            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for permutations.</summary>
    public static class InvertPermutationOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.InvertPermutation"/>
            /// <exception cref="ArgumentException">It is no permutation.</exception>
            public Tensor InvertPermutation() => Engine.Current.RunOne(new InvertPermutation(), x);
        }
    }
}
