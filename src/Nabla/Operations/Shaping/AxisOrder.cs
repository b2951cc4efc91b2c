namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that move single axes; the elements are not copied.</summary>
public static class AxisOrder
{
    extension(Tensor x)
    {
        /// <summary>Two axes exchanged.</summary>
        /// <exception cref="ShapeException">There is no such axis.</exception>
        public Tensor SwapAxes(int axis1, int axis2)
        {
            int[] order = [.. Enumerable.Range(0, x.Rank)];
            int a = Axes.Normalize("SwapAxes", axis1, x.Rank), b = Axes.Normalize("SwapAxes", axis2, x.Rank);
            (order[a], order[b]) = (b, a);
            return x.Transpose(Axes.Create(order));
        }

        /// <summary>Axes moved to other places, the rest kept in order.</summary>
        /// <param name="source">The axes to move.</param>
        /// <param name="destination">Where each stands in the result.</param>
        /// <exception cref="ShapeException">An axis does not exist or is named twice, or the two lists differ in length.</exception>
        public Tensor MoveAxis(Axes source, Axes destination)
        {
            if (source.Count != destination.Count)
            {
                throw new ShapeException($"MoveAxis: from {source} to {destination}: each axis needs one place.");
            }

            _ = Axes.Normalize("MoveAxis", source, x.Rank);
            _ = Axes.Normalize("MoveAxis", destination, x.Rank);
            var order = new int[x.Rank];
            Array.Fill(order, -1);
            for (int i = 0; i < source.Count; i++)
            {
                order[Axes.Normalize("MoveAxis", destination[i], x.Rank)] = Axes.Normalize("MoveAxis", source[i], x.Rank);
            }

            using var rest = Enumerable.Range(0, x.Rank).Except(order).ToList().GetEnumerator();
            for (int k = 0; k < order.Length; k++)
            {
                if (order[k] < 0 && rest.MoveNext())
                {
                    order[k] = rest.Current;
                }
            }

            return x.Transpose(Axes.Create(order));
        }

        /// <summary>Turns the plane of two axes by quarter turns, from the first axis towards the second.</summary>
        /// <param name="k">Number of quarter turns; negative ones turn back.</param>
        /// <param name="axes">The two axes; the first two by default.</param>
        /// <exception cref="ShapeException">There are not two different axes.</exception>
        public Tensor Rot90(int k = 1, Axes? axes = null)
        {
            axes ??= [0, 1];
            if (axes.Count != 2 || x.Rank < 2)
            {
                throw new ShapeException($"Rot90: axes {axes} of a tensor of shape {x.Shape}: a plane needs two axes.");
            }

            _ = Axes.Normalize("Rot90", axes, x.Rank);
            int from = axes[0], to = axes[1];
            return (k & 3) switch
            {
                0 => x,
                1 => x.Flip(to).SwapAxes(from, to),
                2 => x.Flip(axes),
                _ => x.SwapAxes(from, to).Flip(to),
            };
        }
    }
}
