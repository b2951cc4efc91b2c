using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What a convolution or a gradient of one computes from attributes and shapes alone: a compiled step does it once.</summary>
/// <param name="result">The shape of what is computed.</param>
/// <param name="shape">All lengths.</param>
internal sealed class ConvolutionLengths(Shape result, ConvolutionShape shape)
{
    readonly ConvolutionShape lengths = shape;

    internal Shape Result => result;

    internal ref readonly ConvolutionShape Shape => ref lengths;

    /// <summary>The lengths for a gradient; refuses an output gradient that does not fit.</summary>
    internal static ConvolutionLengths OfGradient(ConvolutionSteps steps, string op, Shape result, Shape x, Shape w, Shape dy)
    {
        steps.RequireOutput(op, x, w, dy);
        return new(result, steps.Lengths(op, x, w, dy));
    }
}
