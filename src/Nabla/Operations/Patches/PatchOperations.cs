using Nabla.Operations;

namespace Nabla;

/// <summary>Windows taken out of images and volumes, and put back.</summary>
public static class PatchOperations
{
    extension(Tensor x)
    {
        /// <summary>What each window sees, as channels: [batch, …space, channels] → [batch, …space′, window · channels], taps before channels.</summary>
        /// <remarks>Without a batch axis (as many axes as the window has sides, and one for the channels) the result has none either.</remarks>
        /// <param name="size">Elements of a window along each spatial axis; one number is for images.</param>
        /// <param name="strides">From a window to the next; as long as the window by default.</param>
        /// <param name="dilationRate">From an element of a window to the next; 1 by default.</param>
        /// <param name="padding">Nothing beyond the ends by default.</param>
        /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
        /// <exception cref="ShapeException">No window fits, or the axes are not as many as the window asks for.</exception>
        public Tensor ExtractPatches(Extent size, Extent? strides = null, Extent? dilationRate = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast)
        {
            const string Op = "Patches";
            if (size.Count > 1 && x.Rank == size.Count + 1)
            {
                return x.ExpandDims(0).ExtractPatches(size, strides, dilationRate, padding, dataFormat).Squeeze(0);
            }

            var steps = ConvolutionSteps.Of(Op, x.Rank, strides ?? size, padding, dilationRate);
            return Engine.Current.RunOne(new Patches(Extent.Over(Op, "size", size, steps.Axes), steps), x.Last(dataFormat)).In(dataFormat);
        }

        /// <summary>Sliding blocks as columns: [batch, channels, height, width] → [batch, channels · kernel, places].</summary>
        /// <param name="kernelSize">Sides of a block.</param>
        /// <param name="dilation">From an element of a block to the next.</param>
        /// <param name="padding">Zeros on both sides of each axis.</param>
        /// <param name="stride">From a block to the next.</param>
        /// <exception cref="ShapeException">There are not 4 axes, or no block fits.</exception>
        public Tensor Unfold(Extent kernelSize, Extent? dilation = null, Extent? padding = null, Extent? stride = null)
        {
            var (window, steps) = Sliding("Unfold", x, 4, kernelSize, dilation, padding, stride);
            var patches = Engine.Current.RunOne(new Patches(window, steps), x.MoveAxis(1, -1));
            return patches.SplitAt(3, window[0] * window[1], null).Transpose([0, 4, 3, 1, 2]).Joined(3, 2).Joined(1, 2);
        }

        /// <summary>Columns of sliding blocks added up where they overlap: [batch, channels · kernel, places] → [batch, channels, height, width].</summary>
        /// <param name="outputSize">Height and width of the result.</param>
        /// <param name="kernelSize">Sides of a block.</param>
        /// <param name="dilation">From an element of a block to the next.</param>
        /// <param name="padding">Zeros that were on both sides of each axis.</param>
        /// <param name="stride">From a block to the next.</param>
        /// <exception cref="ShapeException">The number of places is not that of the blocks of such an image.</exception>
        public Tensor Fold(Extent outputSize, Extent kernelSize, Extent? dilation = null, Extent? padding = null, Extent? stride = null)
        {
            var (window, steps) = Sliding("Fold", x, 3, kernelSize, dilation, padding, stride);
            var space = Extent.Over("Fold", "output size", outputSize, 2);
            var windows = steps.Output("Fold", Shape.Of([Shape.Unknown, space[0], space[1], 1]), Shape.Of([window[0], window[1], 1, 1]));
            var y = x.SplitAt(2, windows[1], null).SplitAt(1, null, window[0] * window[1]).Transpose([0, 3, 4, 2, 1]).Joined(3, 2);
            return Engine.Current.RunOne(new PatchSum(window, steps, space), y).MoveAxis(-1, 1);
        }
    }

    static (Extent Window, ConvolutionSteps Steps) Sliding(string op, Tensor x, int rank, Extent kernelSize, Extent? dilation, Extent? padding, Extent? stride)
    {
        if (x.Rank != rank)
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape}: {rank} axes are expected.");
        }

        var widths = Extent.Over(op, "padding", padding, 2, least: 0, missing: 0);
        return (Extent.Over(op, "kernel size", kernelSize, 2), ConvolutionSteps.Of(op, 4, stride, Padding.Explicit((widths[0], widths[0]), (widths[1], widths[1])), dilation));
    }
}
