using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for sequences, grids and long vectors, made of other operations.</summary>
public static class Sequences
{
    extension(Tensor x)
    {
        /// <summary>All elements as one long vector, in row-major order.</summary>
        public Tensor Ravel() => x.Rank == 1 ? x : x.Reshape([null]);

        /// <summary>Differences of neighbours: x[i + 1] − x[i] along an axis; of truth values whether they differ.</summary>
        /// <param name="n">How often differences are taken.</param>
        /// <param name="axis">The axis.</param>
        /// <exception cref="ArgumentException">n is negative.</exception>
        public Tensor Diff(int n = 1, int axis = -1)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            var entries = new Slice[Axes.Normalize("Diff", axis, x.Rank) + 1];
            for (int i = 0; i < n; i++)
            {
                Array.Fill(entries, Slice.All);
                entries[^1] = 1..;
                var next = x[entries];
                entries[^1] = ..^1;
                var previous = x[entries];
                x = x.ElementType == ElementType.Bool ? next.NotEqual(previous) : next - previous;
            }

            return x;
        }

        /// <summary>Rows of powers: xⁿ⁻¹ … x, 1 of each element.</summary>
        /// <param name="n">Number of columns; as many as elements by default.</param>
        /// <param name="increasing">Whether powers begin with 1.</param>
        /// <exception cref="ShapeException">The tensor is no vector.</exception>
        public Tensor Vander(int? n = null, bool increasing = false)
        {
            if (x.Rank != 1)
            {
                throw new ShapeException($"Vander: a tensor of shape {x.Shape}: a vector was expected. Make one with Ravel.");
            }

            var powers = new List<Tensor> { x.OnesLike() };
            for (long i = 1; i < (n ?? x.Shape[0]); i++)
            {
                powers.Add(powers[^1] * x);
            }

            if (!increasing)
            {
                powers.Reverse();
            }

            return (n ?? x.Shape[0]) > 0 ? Tensor.Stack(powers, 1) : Tensor.Zeros(Shape.Of([x.Shape[0], 0]), x.ElementType);
        }
    }

    extension(Tensor)
    {
        /// <summary>Coordinates of a grid: one tensor for each vector, stretched over the axes of the others.</summary>
        /// <param name="xs">The coordinates along each axis; vectors or scalars.</param>
        /// <param name="indexing">"xy" puts the second vector along the first axis, as pictures are drawn; "ij" keeps the order of the vectors.</param>
        /// <exception cref="ArgumentException">The indexing is neither "xy" nor "ij", or a tensor has more than one axis.</exception>
        public static Tensor[] Meshgrid(IReadOnlyList<Tensor> xs, string indexing = "xy")
        {
            if (indexing is not ("xy" or "ij"))
            {
                throw new ArgumentException($"Meshgrid: indexing '{indexing}': it is 'xy' or 'ij'.", nameof(indexing));
            }

            var result = new Tensor[xs.Count];
            var whole = new long[xs.Count];
            for (int i = 0; i < result.Length; i++)
            {
                if (xs[i].Rank > 1)
                {
                    throw new ShapeException($"Meshgrid: tensor {i} of shape {xs[i].Shape}: coordinates along an axis are a vector.");
                }

                int axis = indexing == "xy" && i < 2 && xs.Count > 1 ? 1 - i : i;
                var lengths = new long[xs.Count];
                Array.Fill(lengths, 1);
                lengths[axis] = Shape.Unknown;
                whole[axis] = xs[i].Rank == 0 ? 1 : xs[i].Shape[0];
                result[i] = xs[i].Reshape(new Shape(lengths));
            }

            return Array.ConvertAll(result, x => x.BroadcastTo(new Shape(whole)));
        }
    }
}
