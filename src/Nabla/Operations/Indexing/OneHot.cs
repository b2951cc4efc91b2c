using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Rows with one place marked: 1 where the new axis equals the index, else 0. An index outside [0, classes) marks nothing.</summary>
    /// <param name="Classes">Length of the new axis.</param>
    /// <param name="Axis">Where the new axis stands in the result.</param>
    /// <param name="Type">Element type of the result.</param>
    public sealed record OneHot(long Classes, int Axis, ElementType Type) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[0]);
            return Classes >= 0 && Type != ElementType.String ? new(Type, ShapeOf(x[0].Shape))
                : throw new ShapeException($"{Name}: {Classes} classes of {Type.Name}: their number is 0 or more, and the result holds numbers.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Contiguous();
            int axis = Axes.Normalize(Name, Axis, x.Rank + 1);
            var indices = IndexValues.Of(x, context.Keep(static c => IndexValues.Room(c[0])));
            var action = new Mark { Indices = indices, Classes = Classes, Inner = Kernels.Strides.Product(x.Shape.Lengths[axis..]), To = context.Output() };
            ElementDispatch.Run(Type, ref action);
            GC.KeepAlive(x);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];

        Shape ShapeOf(Shape x)
        {
            int axis = Axes.Normalize(Name, Axis, x.Rank + 1);
            return x[..axis].Concat(Shape.Of([Classes])).Concat(x[axis..]);
        }

        ref struct Mark : IForElements
        {
            public ReadOnlySpan<long> Indices;
            public long Classes, Inner;
            public Tensor To;

            public readonly void Run<T>()
                where T : unmanaged
            {
                if (To.Size > 0)
                {
                    Kernels.Selection.OneHot(Indices, Classes, Inner, One<T>.Value, default, To.Elements<T>());
                }
            }
        }

        /// <summary>1 in each element type, made once.</summary>
        static class One<T>
            where T : unmanaged
        {
            internal static readonly T Value = Scalars.Of(ElementTypes.Of<T>(), 1).Elements<T>()[0];
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that turn classes into marked rows.</summary>
    public static class OneHotOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.OneHot"/>
            /// <param name="numClasses">Length of the new axis.</param>
            /// <param name="axis">Where the new axis stands in the result; the last by default.</param>
            /// <param name="elementType">Element type of the result.</param>
            public Tensor OneHot(long numClasses, int axis = -1, ElementType elementType = ElementType.Float32) =>
                Engine.Current.RunOne(new OneHot(numClasses, axis, elementType), x);

            /// <summary>Rows that mark every class that is named: 1 where one of the indices equals the class, else 0.</summary>
            /// <param name="numClasses">Length of the axis of classes.</param>
            /// <param name="axis">Where that axis stands before the indices are joined; the last by default.</param>
            /// <param name="elementType">Type of the elements.</param>
            /// <remarks>Shapes: [n] → [classes], [batch, n] → [batch, classes]; of more axes the second is joined, as in Keras.
            /// A class outside [0, classes) marks nothing; one that comes twice is marked once.</remarks>
            public Tensor MultiHot(long numClasses, int axis = -1, ElementType elementType = ElementType.Float32) =>
                x.OneHot(numClasses, axis, elementType).Max(x.Rank > 1 ? 1 : 0);
        }
    }
}
