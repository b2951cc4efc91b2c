namespace Nabla;

/// <summary>The member of <see cref="Tensor"/> for gated linear units.</summary>
public static class GluOperation
{
    extension(Tensor x)
    {
        /// <summary>Gated linear unit, y = a · σ(b), where a and b are the halves of x along one axis (Dauphin et al., 2017).</summary>
        /// <remarks>Shape: the axis becomes half as long. Floating numbers only.</remarks>
        /// <param name="axis">The axis that is halved; its length is even.</param>
        /// <exception cref="ShapeException">The length of the axis is odd.</exception>
        public Tensor Glu(int axis = -1)
        {
            int k = Axes.Normalize(nameof(Glu), axis, x.Rank);
            if (x.Shape.Lengths[k] % 2 != 0 && x.Shape.Lengths[k] != Shape.Unknown)
            {
                throw new ShapeException($"Glu: {x.Shape} along axis {axis}: the length {x.Shape.Lengths[k]} is odd, so there are no halves. Give an axis of even length.");
            }

            var halves = x.Split(2, k);
            return halves[0] * halves[1].Sigmoid();
        }
    }
}
