using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The slices of an axis as tensors of their own. Shares memory.</summary>
    /// <param name="Axis">The axis that goes.</param>
    /// <param name="Count">Its length; null reads it from the tensor.</param>
    public sealed record Unstack(int Axis, int? Count = null) : Op, IView
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            int axis = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            long length = x[0].Shape.Lengths[axis], count = Count ?? length;
            if (count < 0 || (length != Shape.Unknown && length != count))
            {
                throw new ShapeException($"{Name}: axis {axis} of {x[0].Shape} into {(count < 0 ? "an unknown number of" : count)} slices: the number is the length of the axis. {(count < 0 ? "Give it." : "Leave it out.")}");
            }

            var result = new TensorSpec[count];
            Array.Fill(result, new(x[0].ElementType, x[0].Shape[..axis].Concat(x[0].Shape[(axis + 1)..])));
            return result;
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            var shape = x.Shape[..axis].Concat(x.Shape[(axis + 1)..]);
            long[] strides = [.. x.Strides[..axis], .. x.Strides[(axis + 1)..]];
            for (int i = 0; i < x.Shape.Lengths[axis]; i++)
            {
                context.Share(i, x.View(shape, x.Offset + i * x.Strides[axis], strides));
            }
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) =>
            [Tensor.Stack([.. dy.Select((d, i) => d ?? node.Outputs[i].ZerosLike())], Axis)];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that takes an axis apart.</summary>
    public static class UnstackOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Unstack"/>
            /// <param name="axis">The axis that goes.</param>
            /// <param name="num">Its length; needed only where the shape does not tell it.</param>
            /// <exception cref="ShapeException">The axis has another length.</exception>
            public Tensor[] Unstack(int axis = 0, int? num = null) => Engine.Current.Run(new Unstack(axis, num), x);
        }
    }
}
