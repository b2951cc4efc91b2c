using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The index tuples of the elements that are true, in row-major order.</summary>
    /// <param name="Type">Element type of the indices: int32 or int64.</param>
    /// <remarks>Shapes: x of rank r → [number of true elements, r]. The first length depends on the values.</remarks>
    public sealed record ArgWhere(ElementType Type) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) =>
            x[0].ElementType == ElementType.Bool ? new(Type, new Shape([Shape.Unknown, x[0].Shape.Rank]))
            : throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it must be bool. Compare, or cast it.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Contiguous();
            var mask = x.Elements<bool>();
            long count = Kernels.Selection.Count(mask);
            var y = context.Output(0, Shape.Of([count, x.Rank]));
            if (Type == ElementType.Int64)
            {
                Kernels.Selection.Indices(mask, x.Shape.Lengths, y.Elements<long>());
                return;
            }

            var tuples = new long[y.Size];
            Kernels.Selection.Indices(mask, x.Shape.Lengths, tuples);
            var to = y.Elements<int>();
            for (int i = 0; i < tuples.Length; i++)
            {
                to[i] = checked((int)tuples[i]);
            }

            GC.KeepAlive(x);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that tell where elements are not zero.</summary>
    public static class ArgWhereOperation
    {
        extension(Tensor x)
        {
            /// <summary>The index tuples of the elements that are not 0 (or true), in row-major order: TensorFlow's <c>where</c> of one argument.</summary>
            /// <param name="elementType">Element type of the indices: int32 or int64.</param>
            /// <returns>A tensor of shape [number of such elements, rank of x].</returns>
            public Tensor ArgWhere(ElementType elementType = ElementType.Int64) => Engine.Current.RunOne(new ArgWhere(elementType), x.ToBool());

            /// <summary>The indices of the elements that are not 0 (or true), one int32 vector for each axis.</summary>
            public Tensor[] Nonzero() => x.ArgWhere(ElementType.Int32).Unstack(1, x.Rank);

            /// <summary>The elements or slices where the mask is true, in row-major order.</summary>
            /// <param name="mask">Truth values; its axes are axes of x in a row.</param>
            /// <param name="axis">The first axis of x that the mask covers.</param>
            /// <exception cref="ShapeException">The mask's lengths are not those of x.</exception>
            public Tensor BooleanMask(Tensor mask, int axis = 0)
            {
                axis = Axes.Normalize("BooleanMask", axis, x.Rank);
                var entries = new Slice[axis + 1];
                Array.Fill(entries, Slice.All);
                entries[axis] = mask.ToBool();
                return x[entries];
            }
        }

        extension(Tensor)
        {
            /// <summary>The indices of the elements that hold, one int32 vector for each axis: <c>Nonzero</c>.</summary>
            public static Tensor[] Where(Tensor condition) => condition.Nonzero();
        }
    }
}
