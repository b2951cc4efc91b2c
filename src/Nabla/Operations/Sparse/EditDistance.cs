using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The fewest insertions, deletions and replacements that make one row of a sparse array into that of another (Levenshtein), float32.</summary>
    /// <param name="Of">The shape of the first array, sequences along its last axis.</param>
    /// <param name="OfTruth">The shape of the second, equal but for the last axis.</param>
    /// <param name="Normalize">Divided by the length of the second row; ∞ where that is empty and the first is not.</param>
    /// <remarks>Inputs: index tuples and values of both. Shape: that of the arrays without the last axis. No gradient flows.</remarks>
    public sealed record EditDistance(Shape Of, Shape OfTruth, bool Normalize) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            if (x[1].ElementType != x[3].ElementType)
            {
                throw new ElementTypeException($"{Name}: {x[1]} and {x[3]}: both sequences must have one element type. Cast one of them.");
            }

            return Of.Rank > 0 && Of.Rank == OfTruth.Rank ? new(ElementType.Float32, Joined())
                : throw new ShapeException($"{Name}: {Of} and {OfTruth}: arrays with equally many axes are expected, sequences along the last.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var shape = Joined();
            var (first, second) = (Rows(context[0], context[1], shape), Rows(context[2], context[3], shape));
            var y = context.Output().Elements<float>();
            for (int i = 0; i < y.Length; i++)
            {
                List<object> a = first.GetValueOrDefault(i, []), b = second.GetValueOrDefault(i, []);
                float distance = Distance(a, b);
                y[i] = !Normalize ? distance : b.Count > 0 ? distance / b.Count : distance > 0 ? float.PositiveInfinity : 0;
            }

            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null, null, null];

        Shape Joined() => new([.. Of[..^1].ToArray().Zip(OfTruth[..^1].ToArray(), Math.Max)]);

        static Dictionary<long, List<object>> Rows(Tensor indices, Tensor values, Shape shape)
        {
            var tuples = IndexValues.Of(indices);
            var elements = values.ToArray().Cast<object>().ToArray();
            var rows = new Dictionary<long, List<object>>();
            for (int i = 0; i < elements.Length; i++)
            {
                long row = 0;
                for (int k = 0; k < shape.Rank; k++)
                {
                    row = (row * shape.Lengths[k]) + tuples[(i * (shape.Rank + 1)) + k];
                }

                if (!rows.TryGetValue(row, out var list))
                {
                    rows[row] = list = [];
                }

                list.Add(elements[i]);
            }

            return rows;
        }

        static int Distance(List<object> a, List<object> b)
        {
            int[] row = [.. Enumerable.Range(0, b.Count + 1)];
            for (int i = 1; i <= a.Count; i++)
            {
                int corner = row[0];
                row[0] = i;
                for (int j = 1; j <= b.Count; j++)
                {
                    int replaced = corner + (Equals(a[i - 1], b[j - 1]) ? 0 : 1);
                    corner = row[j];
                    row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
                }
            }

            return row[b.Count];
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for distances between sequences.</summary>
    public static class EditDistanceOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.EditDistance"/>
            /// <param name="indices">Index tuples of the sequences, in row-major order.</param>
            /// <param name="values">Their elements.</param>
            /// <param name="shape">The shape of their array.</param>
            /// <param name="truthIndices">Index tuples of the sequences they are compared with.</param>
            /// <param name="truthValues">Their elements.</param>
            /// <param name="truthShape">The shape of their array.</param>
            /// <param name="normalize">Divided by the length of the second.</param>
            /// <exception cref="ShapeException">The arrays have different numbers of axes.</exception>
            public static Tensor EditDistance(Tensor indices, Tensor values, Shape shape, Tensor truthIndices, Tensor truthValues, Shape truthShape, bool normalize = true) =>
                Engine.Current.RunOne(new EditDistance(shape, truthShape, normalize), indices, values, truthIndices, truthValues);
        }
    }
}
