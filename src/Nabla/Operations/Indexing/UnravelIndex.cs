using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The coordinates of row-major places in an array, one output for each axis; negative places count from the end.</summary>
    /// <param name="Of">The shape of the array.</param>
    public sealed record UnravelIndex(Shape Of) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[0]);
            var result = new TensorSpec[Of.Rank];
            Array.Fill(result, new(x[0].ElementType, x[0].Shape));
            return result;
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var indices = context[0].Contiguous();
            var places = IndexValues.Of(indices);
            Kernels.Indices.Check(places, Of.Size, fromEnd: true, Name);
            var rest = places.ToArray();
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] += rest[i] < 0 ? Of.Size : 0;
            }

            for (int k = Of.Rank - 1; k >= 0; k--)
            {
                var coordinates = new long[rest.Length];
                for (int i = 0; i < rest.Length; i++)
                {
                    (rest[i], coordinates[i]) = Math.DivRem(rest[i], Of.Lengths[k]);
                }

                var y = context.Output(k, indices.Shape);
                var action = new Narrow { From = coordinates, To = y };
                ElementDispatch.Run(y.ElementType, ref action);
            }

            GC.KeepAlive(indices);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that turns places into coordinates.</summary>
    public static class UnravelIndexOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.UnravelIndex"/>
            /// <param name="shape">The shape of the array.</param>
            /// <returns>One tensor of coordinates for each axis, of the element type of the places.</returns>
            /// <exception cref="ArgumentException">A place lies outside the array.</exception>
            public Tensor[] UnravelIndex(Shape shape) => Engine.Current.Run(new UnravelIndex(shape), x);
        }
    }
}
