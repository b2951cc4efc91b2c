using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Parts of equal, or nearly equal, length along an axis. Shares memory.</summary>
    /// <param name="Parts">Their number.</param>
    /// <param name="Axis">The axis that is cut.</param>
    /// <param name="Uneven">Whether the first parts may be longer by one; else the number must divide the length.</param>
    public sealed record Split(int Parts, int Axis, bool Uneven = false) : Op, IView
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            int axis = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            long length = x[0].Shape.Lengths[axis];
            if (Parts < 1 || (!Uneven && length != Shape.Unknown && length % Parts != 0))
            {
                throw new ShapeException($"{Name}: {x[0].Shape} into {Parts} parts along axis {axis}: the number of parts must divide the length. Use ArraySplit for uneven parts.");
            }

            var result = new TensorSpec[Parts];
            for (int i = 0; i < Parts; i++)
            {
                var lengths = x[0].Shape.ToArray();
                lengths[axis] = length == Shape.Unknown ? Shape.Unknown : Start(length, i + 1) - Start(length, i);
                result[i] = new(x[0].ElementType, new Shape(lengths));
            }

            return result;
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int axis = Axes.Normalize(Name, Axis, x.Rank);
            var lengths = x.Shape.ToArray();
            for (int i = 0; i < Parts; i++)
            {
                long start = Start(x.Shape.Lengths[axis], i);
                lengths[axis] = Start(x.Shape.Lengths[axis], i + 1) - start;
                context.Share(i, x.View(new Shape([.. lengths]), x.Offset + start * x.Strides[axis], x.Strides.ToArray()));
            }
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) =>
            [Tensor.Concatenate([.. dy.Select((d, i) => d ?? node.Outputs[i].ZerosLike())], Axis)];

        long Start(long length, int part) => length / Parts * part + Math.Min(part, length % Parts);
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that cut into parts.</summary>
    public static class SplitOperation
    {
        extension(Tensor x)
        {
            /// <summary>Equal parts along an axis.</summary>
            /// <param name="sections">The number of parts; it divides the length.</param>
            /// <param name="axis">The axis that is cut.</param>
            /// <exception cref="ShapeException">The number does not divide the length.</exception>
            public Tensor[] Split(int sections, int axis = 0) => Engine.Current.Run(new Split(sections, axis), x);

            /// <summary>Parts along an axis, cut before the given places.</summary>
            /// <param name="indices">Where each part but the first begins, ascending; a part may be empty.</param>
            /// <param name="axis">The axis that is cut.</param>
            public Tensor[] Split(ReadOnlySpan<int> indices, int axis = 0)
            {
                int place = Axes.Normalize("Split", axis, x.Rank);
                var result = new Tensor[indices.Length + 1];
                for (int i = 0; i < result.Length; i++)
                {
                    var entries = new Slice[place + 1];
                    Array.Fill(entries, Slice.All);
                    entries[place] = Slice.Step(i == 0 ? 0 : indices[i - 1], i == indices.Length ? null : indices[i], 1);
                    result[i] = x[entries];
                }

                return result;
            }

            /// <summary>Parts of nearly equal length along an axis: the first ones may be longer by one.</summary>
            /// <param name="sections">The number of parts.</param>
            /// <param name="axis">The axis that is cut.</param>
            public Tensor[] ArraySplit(int sections, int axis = 0) => Engine.Current.Run(new Split(sections, axis, Uneven: true), x);

            /// <summary>Parts along an axis, cut before the given places.</summary>
            /// <inheritdoc cref="Split(Tensor, ReadOnlySpan{int}, int)"/>
            public Tensor[] ArraySplit(ReadOnlySpan<int> indices, int axis = 0) => x.Split(indices, axis);

            /// <summary>Equal parts side by side: along the second axis, of a vector along its only one.</summary>
            public Tensor[] HSplit(int sections) => x.Split(sections, x.Rank == 1 ? 0 : 1);

            /// <summary>Parts side by side, cut before the given places.</summary>
            public Tensor[] HSplit(ReadOnlySpan<int> indices) => x.Split(indices, x.Rank == 1 ? 0 : 1);

            /// <summary>Equal parts one above the other: along the first axis.</summary>
            public Tensor[] VSplit(int sections) => x.Split(sections, 0);

            /// <summary>Parts one above the other, cut before the given places.</summary>
            public Tensor[] VSplit(ReadOnlySpan<int> indices) => x.Split(indices, 0);

            /// <summary>Equal parts one behind the other: along the third axis.</summary>
            public Tensor[] DSplit(int sections) => x.Split(sections, 2);

            /// <summary>Parts one behind the other, cut before the given places.</summary>
            public Tensor[] DSplit(ReadOnlySpan<int> indices) => x.Split(indices, 2);
        }
    }
}
