namespace Nabla.Kernels;

/// <summary>Along one axis: output place o reads source places o·Step + Offset(t) for t below Count; those outside are zero.</summary>
internal readonly struct ConvolutionTaps
{
    /// <summary>Number of taps.</summary>
    public nint Count { get; init; }

    /// <summary>From an output place to the next, in source places.</summary>
    public nint Step { get; init; }

    /// <summary>Source place of tap 0 at output place 0.</summary>
    public nint First { get; init; }

    /// <summary>From a tap to the next, in source places.</summary>
    public nint Next { get; init; }

    /// <summary>Number of tap 0 in the kernel.</summary>
    public nint Tap { get; init; }

    /// <summary>From a tap to the next, in the kernel.</summary>
    public nint TapStep { get; init; }

    /// <summary>The same taps, the last one first.</summary>
    public ConvolutionTaps Reversed => this with { First = First + ((Count - 1) * Next), Next = -Next, Tap = Tap + ((Count - 1) * TapStep), TapStep = -TapStep };

    /// <summary>The taps of a convolution.</summary>
    public static ConvolutionTaps Forward(nint kernel, nint stride, nint dilation, nint before) =>
        new() { Count = kernel, Step = stride, First = -before, Next = dilation, Tap = 0, TapStep = 1 };

    /// <summary>The taps t through which input places i = phase + j·stride reach outputs o = (i + before − t·dilation) ÷ stride, wherever that is whole.</summary>
    public static ConvolutionTaps Backward(nint kernel, nint stride, nint dilation, nint before, nint phase)
    {
        for (nint tap = 0; tap < kernel; tap++)
        {
            if ((phase + before - (tap * dilation)) % stride == 0)
            {
                // The next tap that divides: t grows by stride ÷ gcd(stride, dilation).
                nint step = stride / Divisor(stride, dilation);
                return new()
                {
                    Count = ((kernel - 1 - tap) / step) + 1,
                    Step = 1,
                    First = (phase + before - (tap * dilation)) / stride,
                    Next = -(step * dilation / stride),
                    Tap = tap,
                    TapStep = step,
                };
            }
        }

        return new() { Step = 1, TapStep = 1 };
    }

    static nint Divisor(nint a, nint b) => b == 0 ? a : Divisor(b, a % b);
}
