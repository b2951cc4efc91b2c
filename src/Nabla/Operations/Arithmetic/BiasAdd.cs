namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that add one number to each channel.</summary>
public static class BiasAddOperation
{
    extension(Tensor x)
    {
        /// <summary>x + bias, one number for each channel.</summary>
        /// <remarks>Shapes: x […, channels], or [batch, channels, …] with channels first; bias [channels].</remarks>
        /// <param name="bias">A vector.</param>
        /// <param name="channelsFirst">Whether channels lie along the second axis instead of the last.</param>
        /// <exception cref="ShapeException">There are not as many numbers as channels.</exception>
        public Tensor BiasAdd(Tensor bias, bool channelsFirst = false)
        {
            int axis = Channels("BiasAdd", x, channelsFirst);
            if (bias.Rank != 1 || !new Shape([x.Shape.Lengths[axis]]).IsCompatibleWith(bias.Shape))
            {
                throw new ShapeException($"BiasAdd: a bias of shape {bias.Shape} for x of shape {x.Shape}, channels along axis {axis}: a vector with a number for each channel is expected. Check the data format.");
            }

            return x + (axis == x.Rank - 1 ? bias : bias.ExpandDims(Axes.Create([.. Enumerable.Range(1, x.Rank - 1 - axis)])));
        }

        /// <summary>The sum over all axes but that of the channels: the gradient of <see cref="BiasAdd"/> for its bias.</summary>
        /// <param name="channelsFirst">Whether channels lie along the second axis instead of the last.</param>
        public Tensor BiasAddGradient(bool channelsFirst = false)
        {
            int axis = Channels("BiasAddGradient", x, channelsFirst);
            return x.Sum(Axes.Create([.. Enumerable.Range(0, x.Rank).Where(k => k != axis)]));
        }
    }

    static int Channels(string op, Tensor x, bool channelsFirst) => x.Rank < 2
        ? throw new ShapeException($"{op}: a tensor of shape {x.Shape}: at least two axes are expected, a batch and channels. Add one with ExpandDims.")
        : channelsFirst ? 1 : x.Rank - 1;
}
