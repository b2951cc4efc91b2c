using Nabla.Operations;

namespace Nabla;

/// <summary>Convolutions in which each channel has filters of its own.</summary>
/// <remarks>A depthwise kernel […taps, channels, multiplier] is that of a convolution in as many groups as there are channels, [… taps, 1, channels · multiplier].</remarks>
public static class DepthwiseOperations
{
    extension(Tensor x)
    {
        /// <summary>Each channel convolved with filters of its own: y[n, o, c·m + k] = Σ x[n, o·stride + t·dilation − padding, c]·w[t, c, k] over taps t.</summary>
        /// <remarks>Shapes: x [batch, …space, channels], kernel […taps, channels, m] → [batch, …space′, channels · m].</remarks>
        /// <param name="kernel">[…taps, channels, m].</param>
        /// <param name="strides">From a place of the output to the next; 1 by default.</param>
        /// <param name="padding">Nothing beyond the ends by default.</param>
        /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
        /// <param name="dilationRate">From an element of the kernel to the next; 1 by default.</param>
        /// <exception cref="ShapeException">The shapes do not fit together, or no window fits.</exception>
        /// <exception cref="ElementTypeException">The element types differ, or are not floating.</exception>
        public Tensor DepthwiseConv(Tensor kernel, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null)
        {
            Require("DepthwiseConv", x.Shape, kernel.Shape, dataFormat);
            return x.Conv(Grouped(kernel), strides, padding, dataFormat, dilationRate);
        }

        /// <summary>Each channel convolved with filters of its own, then all of them mixed at each place.</summary>
        /// <remarks>Shapes: x [batch, …space, channels], depthwise kernel […taps, channels, m], pointwise kernel [1…, channels · m, filters] → [batch, …space′, filters].</remarks>
        /// <param name="depthwiseKernel">[…taps, channels, m].</param>
        /// <param name="pointwiseKernel">[1…, channels · m, filters].</param>
        /// <param name="strides">From a place of the output to the next; 1 by default.</param>
        /// <param name="padding">Nothing beyond the ends by default.</param>
        /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
        /// <param name="dilationRate">From an element of the depthwise kernel to the next; 1 by default.</param>
        /// <exception cref="ShapeException">The shapes do not fit together, or no window fits.</exception>
        public Tensor SeparableConv(Tensor depthwiseKernel, Tensor pointwiseKernel, Extent? strides = null, Padding? padding = null,
            DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null) =>
            x.DepthwiseConv(depthwiseKernel, strides, padding, dataFormat, dilationRate).Conv(pointwiseKernel, dataFormat: dataFormat);

        /// <summary>The gradient of a depthwise convolution's kernel, […taps, channels, m].</summary>
        /// <param name="sizes">The lengths of the kernel: a vector of whole numbers whose values are known.</param>
        /// <param name="outputGradient">The gradient of the convolution's output.</param>
        /// <param name="strides">Strides of the convolution.</param>
        /// <param name="padding">Padding of the convolution.</param>
        /// <param name="dataFormat">Where the channels of x and of the output gradient lie.</param>
        /// <param name="dilationRate">Dilations of the convolution.</param>
        /// <exception cref="ShapeException">A convolution with that kernel has another output.</exception>
        public Tensor DepthwiseConvKernelGradient(Shape sizes, Tensor outputGradient, Extent? strides = null, Padding? padding = null,
            DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null)
        {
            Require("DepthwiseConvKernelGradient", x.Shape, sizes, dataFormat);
            var grouped = sizes[..^2].Concat([1, sizes[^2] * sizes[^1]]);
            return x.ConvKernelGradient(Tensor.Constant(grouped.ToArray()), outputGradient, strides, padding, dataFormat, dilationRate).Reshape(sizes);
        }

        /// <summary>The gradient of a depthwise convolution's input.</summary>
        /// <param name="sizes">The lengths of the result, a vector of whole numbers in the order of the data format.</param>
        /// <param name="kernel">[…taps, channels, m].</param>
        /// <param name="outputGradient">The gradient of the convolution's output.</param>
        /// <param name="strides">Strides of the convolution.</param>
        /// <param name="padding">Padding of the convolution.</param>
        /// <param name="dataFormat">Where the channels of the output gradient and of the result lie.</param>
        /// <param name="dilationRate">Dilations of the convolution.</param>
        /// <exception cref="ShapeException">A convolution of those sizes has another output.</exception>
        public static Tensor DepthwiseConvInputGradient(Tensor sizes, Tensor kernel, Tensor outputGradient, Extent? strides = null, Padding? padding = null,
            DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null) =>
            Tensor.ConvInputGradient(sizes, Grouped(kernel), outputGradient, strides, padding, dataFormat, dilationRate);
    }

    static Tensor Grouped(Tensor kernel)
    {
        var shape = kernel.Shape;
        long filters = shape.IsAxisKnown(shape.Rank - 2) && shape.IsAxisKnown(shape.Rank - 1) ? shape[^2] * shape[^1] : Shape.Unknown;
        return kernel.Reshape(shape[..^2].Concat(Shape.Of([1, filters])));
    }

    static void Require(string op, Shape x, Shape kernel, DataFormat format)
    {
        if (x.Rank is < 3 or > 5 || kernel.Rank != x.Rank)
        {
            throw new ShapeException($"{op}: input {x} and kernel {kernel}: [batch, …space, channels] and […taps, channels, multiplier] are expected, with 1 to 3 spatial axes.");
        }

        long channels = x.Lengths[format == DataFormat.ChannelsLast ? ^1 : 1], own = kernel.Lengths[^2];
        if (channels != own && channels != Shape.Unknown && own != Shape.Unknown)
        {
            throw new ShapeException($"{op}: input {x} of {channels} channels and kernel {kernel} for {own}: they must be equal.");
        }
    }
}
