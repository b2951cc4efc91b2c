using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The shape that tensors of two shapes stretch to, by NumPy's rule.</summary>
    /// <remarks>Inputs are vectors of lengths, int32 or int64.</remarks>
    public sealed record BroadcastShape : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            ShapeVectors.Require(Name, x);
            long a = x[0].Shape.Lengths[0], b = x[1].Shape.Lengths[0];
            return new(x[0].ElementType, new Shape([a == Shape.Unknown || b == Shape.Unknown ? Shape.Unknown : Math.Max(a, b)]));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var joined = Broadcasting.Join(Name, Shape.Of(IndexValues.Of(context[0])), Shape.Of(IndexValues.Of(context[1])));
            ShapeVectors.Write(context, 0, joined.ToArray());
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null];
    }

    /// <summary>Over which axes of the result a gradient is summed for each of two tensors that were stretched to one shape.</summary>
    /// <remarks>Inputs are vectors of lengths, int32 or int64.</remarks>
    public sealed record BroadcastGradientAxes : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            ShapeVectors.Require(Name, x);
            Shape some = new([Shape.Unknown]);
            return [new(x[0].ElementType, some), new(x[0].ElementType, some)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            long[] a = IndexValues.Of(context[0]).ToArray(), b = IndexValues.Of(context[1]).ToArray();
            int rank = Broadcasting.Join(Name, Shape.Of(a), Shape.Of(b)).Rank;
            var (first, second) = (new List<long>(), new List<long>());
            for (int k = 0; k < rank && !a.AsSpan().SequenceEqual(b); k++)
            {
                long left = At(a, k - rank), right = At(b, k - rank);
                if (left == 1)
                {
                    first.Add(k);
                }

                if (right == 1)
                {
                    second.Add(k);
                }
            }

            ShapeVectors.Write(context, 0, [.. first]);
            ShapeVectors.Write(context, 1, [.. second]);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null];

        static long At(long[] shape, int fromEnd) => shape.Length + fromEnd is >= 0 and var k ? shape[k] : 1;
    }

    /// <summary>Where each of several tensors begins when they are joined along an axis: for each a vector that is 0 but at that axis.</summary>
    /// <param name="Axis">The axis.</param>
    /// <remarks>Inputs are vectors of lengths, int32 or int64, equal but along the axis.</remarks>
    public sealed record ConcatenateOffsets(int Axis) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            ShapeVectors.Require(Name, x);
            return Array.ConvertAll(x.ToArray(), shape => new TensorSpec(shape.ElementType, shape.Shape));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            long[] first = IndexValues.Of(context[0]).ToArray();
            int axis = Axes.Normalize(Name, Axis, first.Length);
            long start = 0;
            for (int i = 0; i < context.Count; i++)
            {
                long[] shape = IndexValues.Of(context[i]).ToArray(), offset = new long[first.Length];
                for (int k = 0; k < first.Length; k++)
                {
                    if (shape.Length != first.Length || (k != axis && shape[k] != first[k]))
                    {
                        throw new ShapeException($"{Name}: {Shape.Of(first)} and {Shape.Of(shape)} along axis {axis}: the other axes must be equal.");
                    }
                }

                offset[axis] = start;
                start += shape[axis];
                ShapeVectors.Write(context, i, offset);
            }
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => new Tensor?[node.Inputs.Length];
    }

    /// <summary>Vectors of lengths.</summary>
    internal static class ShapeVectors
    {
        internal static void Require(string op, ReadOnlySpan<TensorSpec> shapes)
        {
            foreach (var shape in shapes)
            {
                if (shape.ElementType is not (ElementType.Int32 or ElementType.Int64) || shape.ElementType != shapes[0].ElementType || shape.Shape.Rank != 1)
                {
                    throw new ElementTypeException($"{op}: {shape} as a shape: vectors of int32, or of int64, are expected. Cast it.");
                }
            }
        }

        internal static void Write(RunContext context, int index, long[] values)
        {
            var y = context.Output(index, Shape.Of([values.Length]));
            var narrow = new Narrow { From = values, To = y };
            ElementDispatch.Run(y.ElementType, ref narrow);
        }
    }
}

namespace Nabla
{
    /// <summary>Arithmetic of shapes that stand in tensors.</summary>
    public static class ShapeArithmetic
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.BroadcastShape"/>
            /// <param name="x">A vector of lengths.</param>
            /// <param name="y">Another.</param>
            /// <exception cref="ShapeException">They do not stretch to one shape.</exception>
            public static Tensor BroadcastShape(Tensor x, Tensor y) => Engine.Current.RunOne(new BroadcastShape(), x, y);

            /// <inheritdoc cref="Operations.BroadcastGradientAxes"/>
            /// <param name="x">A vector of lengths.</param>
            /// <param name="y">Another.</param>
            /// <exception cref="ShapeException">They do not stretch to one shape.</exception>
            public static (Tensor X, Tensor Y) BroadcastGradientAxes(Tensor x, Tensor y) => Engine.Current.Run(new BroadcastGradientAxes(), x, y) is [var a, var b] ? (a, b) : default;

            /// <inheritdoc cref="Operations.ConcatenateOffsets"/>
            /// <param name="shapes">Vectors of lengths.</param>
            /// <param name="axis">The axis along which tensors are joined.</param>
            /// <exception cref="ShapeException">The other axes differ.</exception>
            public static Tensor[] ConcatenateOffsets(IReadOnlyList<Tensor> shapes, int axis) => Engine.Current.Run(new ConcatenateOffsets(axis), [.. shapes]);
        }
    }
}
