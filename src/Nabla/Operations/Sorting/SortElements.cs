using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The elements in order along an axis; equal ones keep theirs, NaN stands last.</summary>
    /// <remarks>Shape: any → same. The gradient goes back to where each element stood.</remarks>
    /// <param name="Axis">The axis.</param>
    /// <param name="Descending">Large to small.</param>
    public sealed record SortElements(int Axis, bool Descending) : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => "Sort";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, Ordered(Name, x[0], Axis));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var run = new Kernel(context[0], Axes.Normalize(Name, Axis, context[0].Rank), Descending, context.Output());
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <summary>The shape, after the check that elements have an order and the axis exists.</summary>
        internal static Shape Ordered(string op, TensorSpec x, int axis)
        {
            if (x.ElementType.IsComplex || x.ElementType == ElementType.String)
            {
                throw new ElementTypeException($"{op}: a {x.ElementType.Name} tensor: it needs elements that have an order. Take Abs, Real or Imag of complex numbers first.");
            }

            _ = Axes.Normalize(op, axis, x.Shape.Rank);
            return x.Shape;
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            var places = Engine.Current.RunOne(new SortPlaces(Axis, Descending), x[0]);
            return [Engine.Current.RunOne(new PutAlongAxis(Axis), dy, places, x[0])];
        }

        readonly struct Kernel(Tensor x, int axis, bool descending, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Kernels.Sort.Values(x.View<T>(), axis, descending, y.Elements<T>());
        }
    }

    /// <summary>Where the elements in order along an axis stand, int32; equal ones keep their order, NaN stands last.</summary>
    /// <remarks>Shape: any → same. No gradient flows.</remarks>
    /// <param name="Axis">The axis.</param>
    /// <param name="Descending">Large to small.</param>
    public sealed record SortPlaces(int Axis, bool Descending) : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => "ArgSort";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ElementType.Int32, SortElements.Ordered(Name, x[0], Axis));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var run = new Kernel(context[0], Axes.Normalize(Name, Axis, context[0].Rank), Descending, context.Output());
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];

        readonly struct Kernel(Tensor x, int axis, bool descending, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Kernels.Sort.Places(x.View<T>(), axis, descending, y.Elements<int>());
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that put elements in order.</summary>
    public static class SortOperations
    {
        extension(Tensor x)
        {
            /// <summary>The elements in order along an axis; equal ones keep theirs, NaN stands last.</summary>
            /// <param name="axis">The axis; null for the tensor as one vector.</param>
            /// <param name="descending">Large to small.</param>
            public Tensor Sort(int? axis = -1, bool descending = false) => axis is { } one
                ? Engine.Current.RunOne(new SortElements(one, descending), x)
                : Engine.Current.RunOne(new SortElements(0, descending), x.Ravel());

            /// <summary>Where the elements in order along an axis stand, int32; equal ones keep their order, NaN stands last. A scalar counts as a vector.</summary>
            /// <param name="axis">The axis; null for the tensor as one vector.</param>
            /// <param name="descending">Large to small.</param>
            public Tensor ArgSort(int? axis = -1, bool descending = false) => axis is { } one && x.Rank > 0
                ? Engine.Current.RunOne(new SortPlaces(one, descending), x)
                : Engine.Current.RunOne(new SortPlaces(0, descending), x.Ravel());

            /// <summary>Places, int32, in such an order that the element of order <paramref name="kth"/> stands where it would in order,
            /// none before it is larger and none behind it smaller.</summary>
            /// <param name="kth">The place that is exact; negative ones count from the end.</param>
            /// <param name="axis">The axis; null for the tensor as one vector.</param>
            /// <exception cref="ShapeException">There is no such place.</exception>
            public Tensor ArgPartition(int kth, int? axis = -1)
            {
                var places = x.ArgSort(axis);
                long length = axis is { } one && x.Rank > 0 ? x.Shape.Lengths[Axes.Normalize("ArgPartition", one, x.Rank)] : places.Shape.Lengths[0];
                return length == Shape.Unknown || (kth >= -length && kth < length)
                    ? places
                    : throw new ShapeException($"ArgPartition: place {kth} of {length} elements: a place is between {-length} and {length - 1}.");
            }
        }
    }
}
