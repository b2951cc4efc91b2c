using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>For each value of the second input the number of elements of the first, a vector in order, that stand before it, int32.</summary>
    /// <remarks>Shape: that of the values. NaN is above all. No gradient flows.</remarks>
    /// <param name="Right">Equal elements stand before; else behind.</param>
    public sealed record SearchSorted(bool Right) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            _ = BinaryOp.SameType(Name, x);
            _ = SortElements.Ordered(Name, x[0], 0);
            return x[0].Shape.Rank == 1
                ? new(ElementType.Int32, x[1].Shape)
                : throw new ShapeException($"SearchSorted: a sorted sequence of shape {x[0].Shape}: a vector is expected. Search row by row.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var run = new Kernel(context[0].Contiguous(), context[1].Contiguous(), Right, context.Output());
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null];

        readonly struct Kernel(Tensor sorted, Tensor values, bool right, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged
            {
                Kernels.Search.Sorted<T, int>(sorted.Elements<T>(), sorted.Size, values.Elements<T>(), right, y.Elements<int>());
                GC.KeepAlive(sorted);
                GC.KeepAlive(values);
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that search.</summary>
    public static class SearchOperations
    {
        extension(Tensor x)
        {
            /// <summary>Where values would be put into this vector, which is in order, int32.</summary>
            /// <param name="values">The values, of any shape.</param>
            /// <param name="right">Behind equal elements; else before them.</param>
            /// <exception cref="ShapeException">This tensor is no vector.</exception>
            public Tensor SearchSorted(Tensor values, bool right = false) => Engine.Current.RunOne(new SearchSorted(right), x, values);

            /// <summary>The bin of each element, int32: i where bins[i − 1] ≤ x &lt; bins[i].</summary>
            /// <remarks>Where the types differ, both are compared as float64.</remarks>
            /// <param name="bins">The edges in ascending order, a vector.</param>
            public Tensor Digitize(Tensor bins) => x.ElementType == bins.ElementType
                ? bins.SearchSorted(x, right: true)
                : bins.Cast(ElementType.Float64).SearchSorted(x.Cast(ElementType.Float64), right: true);

            /// <summary>For each element whether it is among others; NaN never is.</summary>
            /// <param name="testElements">The others, of any shape.</param>
            /// <param name="invert">Whether it is not.</param>
            public Tensor IsIn(Tensor testElements, bool invert = false)
            {
                var others = testElements.Sort(axis: null);
                var found = others.SearchSorted(x).Less(others.SearchSorted(x, right: true)).LogicalAnd(x.IsNaN().LogicalNot());
                return invert ? found.LogicalNot() : found;
            }
        }
    }
}
