namespace Nabla.Initializers;

/// <summary>The cosines (or negative sines) of a short-time Fourier transform, as the kernel of a convolution.</summary>
/// <param name="side">The real part, cos, or the imaginary one, −sin.</param>
/// <param name="window">What each frame is multiplied by; null for nothing.</param>
/// <param name="scaling">By what the window is divided.</param>
/// <param name="periodic">Whether the window's period is the frame (for transforms) or one less (symmetric, for filters).</param>
/// <remarks>Shape: [frame, channels, frequencies], the transform having 2 · (frequencies − 1) points; every channel gets the same kernel.</remarks>
public sealed class STFT(STFTSide side = STFTSide.Real, STFTWindow? window = STFTWindow.Hann, STFTScaling? scaling = STFTScaling.Density, bool periodic = false) : Initializer
{
    /// <summary>The part of the transform.</summary>
    public STFTSide Side => side;

    /// <summary>What each frame is multiplied by.</summary>
    public STFTWindow? Window => window;

    /// <summary>By what the window is divided.</summary>
    public STFTScaling? Scaling => scaling;

    /// <summary>Whether the window's period is the frame.</summary>
    public bool Periodic => periodic;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32)
    {
        if (shape.Rank != 3)
        {
            throw new ShapeException($"STFT: shape {shape}: it must be [frame, channels, frequencies].");
        }

        int frame = checked((int)shape[0]), frequencies = checked((int)shape[2]);
        var weights = Weights(frame);
        var kernel = new double[frame * frequencies];
        for (int time = 0; time < frame; time++)
        {
            for (int frequency = 0; frequency < frequencies; frequency++)
            {
                // One frequency alone is the constant one; its transform has no points to divide by.
                double angle = frequencies == 1 ? 0 : -Math.Tau * time * frequency / ((frequencies - 1) * 2);
                kernel[(time * frequencies) + frequency] = (side == STFTSide.Real ? Math.Cos(angle) : Math.Sin(angle)) * weights[time];
            }
        }

        return Tensor.Constant<double>(kernel, [frame, 1, frequencies]).Cast(elementType).BroadcastTo(shape);
    }

    double[] Weights(int frame)
    {
        var weights = new double[frame];
        for (int i = 0; i < frame; i++)
        {
            weights[i] = window is { } shape ? At(shape, frame == 1 ? 0.5 : (double)i / (periodic ? frame : frame - 1)) : 1;
        }

        double divisor = window is null ? 1 : scaling switch
        {
            STFTScaling.Density => Math.Sqrt(weights.Sum(w => w * w)),
            STFTScaling.Spectrum => weights.Sum(Math.Abs),
            _ => 1,
        };
        return [.. weights.Select(w => w / divisor)];
    }

    static double At(STFTWindow window, double t) => window switch
    {
        STFTWindow.Hann => 0.5 - (0.5 * Math.Cos(Math.Tau * t)),
        STFTWindow.Hamming => 0.54 - (0.46 * Math.Cos(Math.Tau * t)),
        STFTWindow.Blackman => 0.42 - (0.5 * Math.Cos(Math.Tau * t)) + (0.08 * Math.Cos(2 * Math.Tau * t)),
        STFTWindow.Bartlett => 1 - Math.Abs((2 * t) - 1),
        _ => 1,
    };
}
