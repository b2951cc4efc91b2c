using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Tensors one after another along an axis.</summary>
    /// <param name="Axis">The axis along which they follow each other; their other lengths are equal.</param>
    public sealed record Concatenate(int Axis) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            if (x.Length == 0)
            {
                throw new ShapeException($"{Name}: no tensors: at least one is needed.");
            }

            int axis = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            var lengths = x[0].Shape.ToArray();
            for (int i = 1; i < x.Length; i++)
            {
                if (x[i].ElementType != x[0].ElementType)
                {
                    throw new ElementTypeException($"{Name}: {x[0].ElementType.Name} and {x[i].ElementType.Name}: all tensors must have one element type. Cast them first.");
                }

                Join(lengths, x[i].Shape, axis, x[0].Shape, i);
            }

            return new(x[0].ElementType, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            int axis = Axes.Normalize(Name, Axis, context[0].Rank);
            var y = context.Output();
            long start = 0;
            for (int i = 0; i < context.Count; i++)
            {
                Movement.Run(context[i], y, new Part { Start = start * y.Strides[axis], Strides = y.Strides });
                start += context[i].Shape.Lengths[axis];
            }
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => x.Length == 1 ? [dy] : Engine.Current.Run(new SplitLike(Axis), [dy, .. x]);

        /// <summary>Moves a tensor to its place among the others.</summary>
        ref struct Part : IMovement
        {
            public long Start;
            public ReadOnlySpan<long> Strides;

            public readonly void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.Copy.Run(x, new(y, Start, x.Lengths, Strides));
        }

        void Join(long[] lengths, Shape part, int axis, Shape first, int index)
        {
            bool fits = part.Rank == lengths.Length;
            for (int k = 0; k < lengths.Length && fits; k++)
            {
                long a = lengths[k], b = part.Lengths[k];
                lengths[k] = k != axis ? (a == Shape.Unknown ? b : a) : a == Shape.Unknown || b == Shape.Unknown ? Shape.Unknown : a + b;
                fits = k == axis || a == b || a == Shape.Unknown || b == Shape.Unknown;
            }

            if (!fits)
            {
                throw new ShapeException($"{Name}: {first} and, as number {index}, {part} along axis {axis}: all other lengths must be equal.");
            }
        }
    }

    /// <summary>The first input cut along an axis into parts as long as the other inputs. Shares memory.</summary>
    /// <param name="Axis">The axis.</param>
    public sealed record SplitLike(int Axis) : Op, IView
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var result = new TensorSpec[x.Length - 1];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = new(x[0].ElementType, x[i + 1].Shape);
            }

            return result;
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            long start = 0;
            for (int i = 1; i < context.Count; i++)
            {
                context.Share(i - 1, x.View(context[i].Shape, x.Offset + start * x.Strides[axis], x.Strides.ToArray()));
                start += context[i].Shape.Lengths[axis];
            }
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy)
        {
            var result = new Tensor?[node.Inputs.Length];
            result[0] = Tensor.Concatenate([.. dy.Select((d, i) => d ?? node.Outputs[i].ZerosLike())], Axis);
            return result;
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that put tensors together.</summary>
    public static class ConcatenateOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Concatenate"/>
            /// <param name="xs">The tensors, of one element type.</param>
            /// <param name="axis">The axis along which they follow each other; their other lengths are equal.</param>
            /// <exception cref="ShapeException">A length differs, or there is no tensor.</exception>
            public static Tensor Concatenate(IReadOnlyList<Tensor> xs, int axis = 0) => Engine.Current.RunOne(new Concatenate(axis), [.. xs]);

            /// <summary>Tensors of one shape side by side along a new axis.</summary>
            /// <param name="xs">The tensors, of one element type.</param>
            /// <param name="axis">Where the new axis stands in the result.</param>
            /// <exception cref="ShapeException">The shapes differ, or there is no tensor.</exception>
            public static Tensor Stack(IReadOnlyList<Tensor> xs, int axis = 0)
            {
                if (xs.Count == 0)
                {
                    throw new ShapeException("Stack: no tensors: at least one is needed.");
                }

                for (int i = 1; i < xs.Count; i++)
                {
                    if (!xs[i].Shape.IsCompatibleWith(xs[0].Shape))
                    {
                        throw new ShapeException($"Stack: {xs[0].Shape} and, as number {i}, {xs[i].Shape}: all shapes must be equal.");
                    }
                }

                int place = Axes.Normalize("Stack", axis, xs[0].Rank + 1);
                return Tensor.Concatenate([.. xs.Select(part => part.ExpandDims(place))], place);
            }

            /// <summary>Side by side: along the second axis, vectors along their only one.</summary>
            public static Tensor HStack(IReadOnlyList<Tensor> xs)
            {
                var parts = xs.Select(part => Deep(part, 1)).ToList();
                return Tensor.Concatenate(parts, parts.Count > 0 && parts[0].Rank == 1 ? 0 : 1);
            }

            /// <summary>One above the other: along the first axis. Vectors follow each other, as in Keras; for rows of a matrix use <c>Stack</c>.</summary>
            public static Tensor VStack(IReadOnlyList<Tensor> xs) => Tensor.Concatenate([.. xs.Select(part => Deep(part, 1))], 0);

            /// <summary>One behind the other: along the third axis; vectors [n] become [1, n, 1], matrices [m, n, 1].</summary>
            public static Tensor DStack(IReadOnlyList<Tensor> xs) => Tensor.Concatenate([.. xs.Select(part => Deep(part, 3))], 2);

            /// <summary>Columns side by side: vectors [n] become [n, 1], then all follow each other along the second axis.</summary>
            public static Tensor ColumnStack(IReadOnlyList<Tensor> xs) => Tensor.Concatenate([.. xs.Select(part => part.Rank == 1 ? part.ExpandDims(1) : part)], 1);

            /// <summary>This tensor with another after it.</summary>
            /// <param name="other">A tensor of the same element type.</param>
            /// <param name="axis">The axis along which it follows; null makes one long vector of both.</param>
            public Tensor Append(Tensor other, int? axis = null) =>
                axis is { } k ? Tensor.Concatenate([x, other], k) : Tensor.Concatenate([x.Ravel(), other.Ravel()]);
        }

        // As NumPy's atleast_1d and atleast_3d.
        static Tensor Deep(Tensor x, int rank) => (rank, x.Rank) switch
        {
            (1, 0) => x.ExpandDims(0),
            (3, 1) => x.ExpandDims([0, 2]),
            (3, 0) => x.ExpandDims([0, 1, 2]),
            (3, 2) => x.ExpandDims(2),
            _ => x,
        };
    }
}
