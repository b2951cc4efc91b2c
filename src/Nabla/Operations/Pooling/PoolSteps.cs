using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>How windows move over an input: the attributes that all poolings share.</summary>
/// <param name="Window">Elements of a window along each spatial axis.</param>
/// <param name="Strides">From a window to the next.</param>
/// <param name="Padding">What lies beyond the ends; never counted as elements.</param>
public sealed record PoolSteps(Extent Window, Extent Strides, Padding Padding)
{
    /// <summary>The steps as users give them.</summary>
    internal static PoolSteps Of(string op, int rank, Extent window, Extent? strides, Padding? padding)
    {
        int axes = rank - 2;
        if (axes is < 1 or > 3)
        {
            throw new ShapeException($"{op}: a tensor of {rank} axes: batch, 1 to 3 spatial axes and channels are expected. Add the missing ones with ExpandDims.");
        }

        padding ??= Padding.Valid;
        padding.Require(op, axes);
        return new(Extent.Over(op, "window", window, axes), Extent.Over(op, "strides", strides ?? window, axes), padding);
    }

    /// <summary>The shape of the output: [batch, …space, channels].</summary>
    internal Shape Output(string op, Shape input)
    {
        if (input.Rank != Window.Count + 2)
        {
            throw new ShapeException($"{op}: input {input}: {Window.Count + 2} axes are expected, [batch, …space, channels].");
        }

        var lengths = input.ToArray();
        for (int k = 0; k < Window.Count; k++)
        {
            lengths[k + 1] = Padding.Along(op, k, lengths[k + 1], Window[k], Strides[k]).Windows;
        }

        return new(lengths);
    }

    /// <summary>Refuses an output gradient whose shape is not the output's.</summary>
    internal void RequireOutput(string op, Shape input, Shape output)
    {
        var expected = Output(op, input);
        if (!expected.IsCompatibleWith(output))
        {
            throw new ShapeException($"{op}: an output gradient of shape {output} for input {input}: the pooling gives {expected}. Give a gradient of that shape.");
        }
    }

    /// <summary>All lengths, as kernels of the machine take them.</summary>
    internal PoolShape Lengths(string op, Shape input)
    {
        var output = Output(op, input);
        var before = new long[Window.Count];
        for (int k = 0; k < before.Length; k++)
        {
            before[k] = Padding.Along(op, k, input[k + 1], Window[k], Strides[k]).Before;
        }

        return new()
        {
            Batch = (nint)input[0],
            Input = Space.Of(input.Lengths[1..^1], 1),
            Channels = (nint)input[^1],
            Window = Space.Of(Window.ToLongs(), 1),
            Output = Space.Of(output.Lengths[1..^1], 1),
            Stride = Space.Of(Strides.ToLongs(), 1),
            Before = Space.Of(before, 0),
            Dilation = new(1, 1, 1),
        };
    }

    /// <summary>What a pooling of this input needs to know.</summary>
    internal PoolLengths OfOutput(string op, Shape input) => new(Output(op, input), Lengths(op, input));

    /// <summary>What the gradient of a pooling of this input needs to know.</summary>
    internal PoolLengths OfInput(string op, Shape input) => new(input, Lengths(op, input));
}
