using Nabla.Operations;

namespace Nabla;

/// <summary>Pooling to a given number of windows: window i of o covers the elements from ⌊i·length ÷ o⌋ to before ⌈(i + 1)·length ÷ o⌉, so that none is left out.</summary>
/// <remarks>Shapes: x [batch, …space, channels] → [batch, …outputSize, channels]; the lengths of the spatial axes must be known.</remarks>
public static class AdaptivePools
{
    extension(Tensor x)
    {
        /// <summary>The mean of each of so many windows, which cover all elements.</summary>
        /// <inheritdoc cref="AdaptiveMaxPool"/>
        public Tensor AdaptiveAveragePool(Extent outputSize, DataFormat dataFormat = DataFormat.ChannelsLast) =>
            Each(WideElements.Require("AdaptiveAveragePool", x.ElementType), x, outputSize, dataFormat, "AdaptiveAveragePool", (windows, axis, shares) => (windows * shares).Sum(axis));

        /// <summary>The largest element of each of so many windows, which cover all elements.</summary>
        /// <param name="outputSize">Windows along each spatial axis.</param>
        /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
        /// <exception cref="ShapeException">There are not 1 to 3 spatial axes, or one is empty or of unknown length.</exception>
        public Tensor AdaptiveMaxPool(Extent outputSize, DataFormat dataFormat = DataFormat.ChannelsLast) =>
            Each(NumberDispatch.Require("AdaptiveMaxPool", x.ElementType), x, outputSize, dataFormat, "AdaptiveMaxPool", (windows, axis, _) => windows.Max(axis));
    }

    // One axis after another: windows side by side, the last element repeated where one is shorter, then reduced.
    static Tensor Each(ElementType type, Tensor x, Extent outputSize, DataFormat format, string op, Func<Tensor, int, Tensor, Tensor> reduce)
    {
        if (x.Rank is < 3 or > 5)
        {
            throw new ShapeException($"{op}: a tensor of {x.Rank} axes: batch, 1 to 3 spatial axes and channels are expected. Add the missing ones with ExpandDims.");
        }

        var sizes = Extent.Over(op, "output size", outputSize, x.Rank - 2);
        for (int k = 0; k < sizes.Count; k++)
        {
            int axis = k + (format == DataFormat.ChannelsLast ? 1 : 2);
            long length = x.Shape.Lengths[axis];
            if (length is Shape.Unknown or 0)
            {
                throw new ShapeException($"{op}: input {x.Shape}: the length of axis {axis} must be known and not 0.");
            }

            long windows = sizes[k], widest = Enumerable.Range(0, sizes[k]).Max(i => End(i) - Start(i));
            var (places, shares) = (new long[windows * widest], new double[windows * widest]);
            for (int i = 0; i < places.Length; i++)
            {
                long window = i / widest, start = Start(window), end = End(window), place = start + (i % widest);
                (places[i], shares[i]) = (Math.Min(place, end - 1), place < end ? 1.0 / (end - start) : 0);
            }

            var lengths = new long[x.Rank - axis + 1];
            Array.Fill(lengths, 1);
            (lengths[0], lengths[1]) = (windows, widest);
            var share = Tensor.Constant((Array)shares, Shape.Of(lengths)).Cast(type);
            x = reduce(x.Gather(Tensor.Constant((Array)places, [windows, widest]), axis), axis + 1, share);

            long Start(long window) => window * length / sizes[k];
            long End(long window) => (((window + 1) * length) + sizes[k] - 1) / sizes[k];
        }

        return x;
    }
}
