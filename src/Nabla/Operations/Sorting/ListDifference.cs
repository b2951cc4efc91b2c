using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The elements of x that y does not hold, in their order, and where they stand.</summary>
    /// <param name="Type">Type of the places: int32 or int64.</param>
    /// <remarks>Shapes: [n], [m] → [k] twice. No gradient flows.</remarks>
    public sealed record ListDifference(ElementType Type) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            Shape some = new([Shape.Unknown]);
            return x[0].Shape.Rank == 1 && x[1].Shape.Rank == 1 ? [new(BinaryOp.SameType(Name, x), some), new(Type, some)]
                : throw new ShapeException($"{Name}: {x[0].Shape} and {x[1].Shape}: two vectors are expected. Ravel them.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            // Another object of the same memory: what is computed here is no business of a tape that watches the input.
            Tensor x = context[0].Alias(), y = context[1];
            var find = new Search { X = x.Contiguous(), Y = y.Contiguous() };
            if (x.ElementType == ElementType.String)
            {
                find.Keep(find.X.Texts(), find.Y.Texts());
            }
            else
            {
                ElementDispatch.Run(x.ElementType, ref find);
            }

            var places = Tensor.Constant<long>(find.Places.AsSpan());
            context.Share(0, x.Gather(places));
            context.Share(1, places.Cast(Type));
            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null];

        struct Search : IForElements
        {
            public Tensor X, Y;
            public long[]? Places;

            public void Run<T>()
                where T : unmanaged => Keep(X.Elements<T>().ToArray(), Y.Elements<T>().ToArray());

            public void Keep<T>(T[] x, T[] y)
            {
                var held = new HashSet<T>(y);
                Places = [.. Enumerable.Range(0, x.Length).Where(i => !held.Contains(x[i])).Select(i => (long)i)];
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for differences of lists.</summary>
    public static class ListDifferenceOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ListDifference"/>
            /// <param name="y">What is left out, a vector.</param>
            /// <param name="elementType">Type of the places: int32 or int64.</param>
            public (Tensor Values, Tensor Indices) ListDifference(Tensor y, ElementType elementType = ElementType.Int32) =>
                Engine.Current.Run(new ListDifference(elementType), x, y) is [var values, var places] ? (values, places) : default;
        }
    }
}
