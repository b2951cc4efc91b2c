using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The place of the largest or smallest element along an axis, int32; of equal ones the first, and the first NaN where there is one.</summary>
    /// <remarks>Shape: the axis goes, or has length 1 with <paramref name="KeepDims"/>. No gradient flows.</remarks>
    /// <param name="Axis">The axis.</param>
    /// <param name="Largest">The largest; else the smallest.</param>
    /// <param name="KeepDims">Keeps the axis with length 1.</param>
    public sealed record ArgReduction(int Axis, bool Largest, bool KeepDims) : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => Largest ? "ArgMax" : "ArgMin";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = x[0].ElementType;
            if (type.IsComplex || type == ElementType.String)
            {
                throw new ElementTypeException($"{Name}: a {type.Name} tensor: it needs elements that have an order. Take Abs, Real or Imag of complex numbers first.");
            }

            int axis = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            if (x[0].Shape.Lengths[axis] == 0)
            {
                throw new ShapeException($"{Name}: a tensor of shape {x[0].Shape} over axis {axis}: there are no elements to choose from. Check the size first.");
            }

            return new(ElementType.Int32, Reduction.ShapeOf(Name, x[0].Shape, axis, KeepDims));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].ElementType == ElementType.Bool ? context[0].Cast(ElementType.UInt8) : context[0];
            var run = new Kernel(Largest, x, Axes.Normalize(Name, Axis, x.Rank), context.Output());
            ElementDispatch.Run(x.ElementType, ref run);
        }

        readonly struct Kernel(bool largest, Tensor x, int axis, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged
            {
                if (largest)
                {
                    Reduce.ArgMax(x.View<T>(), axis, y.Elements<int>());
                }
                else
                {
                    Reduce.ArgMin(x.View<T>(), axis, y.Elements<int>());
                }
            }
        }
    }
}

namespace Nabla
{
    /// <summary>Places of extreme elements.</summary>
    public static class ArgReductionOperations
    {
        extension(Tensor x)
        {
            /// <summary>The place of the largest element along an axis, int32; of equal ones the first.</summary>
            /// <param name="axis">The axis; of the tensor as one vector by default.</param>
            /// <param name="keepDims">Keeps the axis with length 1.</param>
            public Tensor ArgMax(int? axis = null, bool keepDims = false) => Place(x, axis, largest: true, keepDims);

            /// <summary>The place of the smallest element along an axis, int32; of equal ones the first.</summary>
            /// <inheritdoc cref="ArgMax"/>
            public Tensor ArgMin(int? axis = null, bool keepDims = false) => Place(x, axis, largest: false, keepDims);
        }

        static Tensor Place(Tensor x, int? axis, bool largest, bool keepDims)
        {
            if (axis is { } one)
            {
                return Engine.Current.RunOne(new ArgReduction(one, largest, keepDims), x);
            }

            var place = Engine.Current.RunOne(new ArgReduction(0, largest, false), x.Reshape([null]));
            return keepDims ? place.Reshape(Shape.Of(Enumerable.Repeat(1, x.Rank).ToArray())) : place;
        }
    }
}
