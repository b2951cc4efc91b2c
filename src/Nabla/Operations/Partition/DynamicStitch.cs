using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Slices of several tensors put where indices say: y[indices[k][i…]] = data[k][i…]; of several for one place the last wins, places that none names are 0.</summary>
    /// <remarks>Inputs are the index tensors, then as many of data. Shapes: indices[k] [i…], data[k] [i…, r…], y [largest index + 1, r…]. Each slice gets the gradient of its place,
    /// also where a later one won, as in TensorFlow.</remarks>
    public sealed record DynamicStitch : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            int count = x.Length / 2;
            if (count == 0 || x.Length % 2 != 0)
            {
                throw new ArgumentException($"{Name}: {x.Length} tensors: as many index tensors as tensors of data, at least one. Give one of each.");
            }

            Shape? slice = null;
            for (int k = 0; k < count; k++)
            {
                TensorSpec indices = x[k], data = x[count + k];
                IndexValues.Require(Name, indices);
                if (data.ElementType != x[count].ElementType)
                {
                    throw new ElementTypeException($"{Name}: {x[count]} and {data}: data must have one element type. Cast one of them.");
                }

                if (indices.Shape.Rank > data.Shape.Rank || !data.Shape[..indices.Shape.Rank].IsCompatibleWith(indices.Shape)
                    || (slice is not null && !slice.IsCompatibleWith(data.Shape[indices.Shape.Rank..])))
                {
                    throw new ShapeException($"{Name}: indices {indices.Shape} for data {data.Shape}{(slice is null ? string.Empty : $" beside slices of {slice}")}: an index for each slice, and slices of one shape.");
                }

                slice ??= data.Shape[indices.Shape.Rank..];
            }

            return new(x[count].ElementType, new Shape([Shape.Unknown]).Concat(slice!));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            int count = context.Count / 2;
            var places = new long[count][];
            long length = 0;
            for (int k = 0; k < count; k++)
            {
                places[k] = IndexValues.Of(context[k]).ToArray();
                foreach (long place in places[k])
                {
                    length = place >= 0 ? Math.Max(length, place + 1) : throw new ArgumentException($"{Name}: index {place}: indices are 0 or more.");
                }
            }

            var y = context.Output(0, Shape.Of([length]).Concat(context[count].Shape[context[0].Rank..]));
            Movement.Clear(y);
            for (int k = 0; k < count; k++)
            {
                ScatterRows.Run(y, length, places[k], context[count + k], ScatterMode.Update);
            }

            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            int count = x.Length / 2;
            return [.. new Tensor?[count], .. x[..count].Select(indices => dy.Gather(indices))];
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that puts slices together.</summary>
    public static class DynamicStitchOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.DynamicStitch"/>
            /// <param name="indices">Where the slices of each tensor belong.</param>
            /// <param name="data">As many tensors of slices.</param>
            /// <exception cref="ShapeException">Indices and slices do not fit.</exception>
            public static Tensor DynamicStitch(IReadOnlyList<Tensor> indices, IReadOnlyList<Tensor> data) => Engine.Current.RunOne(new DynamicStitch(), [.. indices, .. data]);
        }
    }
}
