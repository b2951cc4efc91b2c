using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>How a kernel moves over its input: the attributes that all convolutions share.</summary>
/// <param name="Strides">From a place of the output to the next, in elements of the input; one number for each spatial axis.</param>
/// <param name="Dilations">From an element of the kernel to the next, in elements of the input.</param>
/// <param name="Padding">What lies beyond the ends.</param>
public sealed record ConvolutionSteps(Extent Strides, Extent Dilations, Padding Padding)
{
    /// <summary>Number of spatial axes.</summary>
    internal int Axes => Strides.Count;

    /// <summary>The steps as users give them.</summary>
    internal static ConvolutionSteps Of(string op, int rank, Extent? strides, Padding? padding, Extent? dilations)
    {
        int axes = rank - 2;
        if (axes is < 1 or > 3)
        {
            throw new ShapeException($"{op}: a tensor of {rank} axes: batch, 1 to 3 spatial axes and channels are expected. Add the missing ones with ExpandDims.");
        }

        padding ??= Padding.Valid;
        padding.Require(op, axes);
        return new(Extent.Over(op, "strides", strides, axes), Extent.Over(op, "dilations", dilations, axes), padding);
    }

    /// <summary>Refuses a kernel that does not fit the input, and tells the number of groups; unknown where a length is.</summary>
    /// <param name="op">Who asks.</param>
    /// <param name="input">[batch, …space, channels].</param>
    /// <param name="kernel">[…taps, channels of a group, filters].</param>
    internal long Groups(string op, Shape input, Shape kernel)
    {
        if (input.Rank != Axes + 2 || kernel.Rank != Axes + 2)
        {
            throw new ShapeException($"{op}: input {input} and kernel {kernel}: both need {Axes + 2} axes, [batch, …space, channels] and [… taps, channels, filters].");
        }

        long channels = input.Lengths[^1], own = kernel.Lengths[^2], filters = kernel.Lengths[^1];
        if (channels == Shape.Unknown || own == Shape.Unknown)
        {
            return Shape.Unknown;
        }

        if (own == 0 ? channels != 0 : channels % own != 0)
        {
            throw new ShapeException($"{op}: input {input} and kernel {kernel}: {channels} channels, of which the kernel sees {own} at a time. The input's channels must be a multiple of the kernel's.");
        }

        long groups = own == 0 ? 1 : channels / own;
        return filters == Shape.Unknown || groups == 0 || filters % groups == 0 ? groups
            : throw new ShapeException($"{op}: kernel {kernel} in {groups} groups for input {input}: {filters} filters do not divide into them. Use a multiple of {groups} filters.");
    }

    /// <summary>The shape of the output: [batch, …space, filters].</summary>
    internal Shape Output(string op, Shape input, Shape kernel)
    {
        _ = Groups(op, input, kernel);
        var lengths = input.ToArray();
        for (int k = 0; k < Axes; k++)
        {
            long taps = kernel.Lengths[k];
            lengths[k + 1] = taps == Shape.Unknown ? Shape.Unknown : Padding.Along(op, k, lengths[k + 1], Span(k, taps), Strides[k]).Windows;
        }

        lengths[^1] = kernel.Lengths[^1];
        return new(lengths);
    }

    /// <summary>Refuses an output gradient whose shape is not the output's.</summary>
    internal void RequireOutput(string op, Shape input, Shape kernel, Shape output)
    {
        var expected = Output(op, input, kernel);
        if (!expected.IsCompatibleWith(output))
        {
            throw new ShapeException($"{op}: an output gradient of shape {output} for input {input} and kernel {kernel}: the convolution gives {expected}. Give a gradient of that shape.");
        }
    }

    /// <summary>All lengths, as kernels of the machine take them.</summary>
    internal ConvolutionShape Lengths(string op, Shape input, Shape kernel, Shape output)
    {
        var before = new long[Axes];
        for (int k = 0; k < Axes; k++)
        {
            before[k] = Padding.Along(op, k, input[k + 1], Span(k, kernel[k]), Strides[k]).Before;
        }

        return new()
        {
            Batch = (nint)input[0],
            Input = Space.Of(input.Lengths[1..^1], 1),
            Channels = (nint)input[^1],
            Kernel = Space.Of(kernel.Lengths[..^2], 1),
            Output = Space.Of(output.Lengths[1..^1], 1),
            Filters = (nint)kernel[^1],
            Groups = (nint)Math.Max(Groups(op, input, kernel), 1),
            Stride = Space.Of(Strides.ToLongs(), 1),
            Dilation = Space.Of(Dilations.ToLongs(), 1),
            Before = Space.Of(before, 0),
        };
    }

    /// <summary>Elements of the input from the first tap to the last.</summary>
    internal long Span(int axis, long taps) => ((taps - 1) * Dilations[axis]) + 1;

    /// <summary>Element types of all inputs, which must be one floating type.</summary>
    internal static ElementType Type(string op, TensorSpec a, TensorSpec b)
    {
        var type = BinaryOp.SameType(op, [a, b]);
        return WideElements.Require(op, type);
    }
}
