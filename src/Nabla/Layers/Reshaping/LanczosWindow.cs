namespace Nabla.Layers;

/// <summary>Enlarges an axis by Lanczos's window: sin(πx)·sin(πx ÷ radius)·radius ÷ (πx)² at distances up to the radius, the weights of a place summing to 1.</summary>
/// <remarks>Elements are squares with their places in the middle; those beyond the ends are left out.</remarks>
static class LanczosWindow
{
    /// <summary>The tensor with an axis of known length made so many times as long.</summary>
    internal static Tensor Enlarge(Tensor x, int axis, int times, int radius)
    {
        long length = x.Shape[axis];
        int taps = (int)Math.Min(length, 2 * radius);
        var (places, weights) = (new long[length * times * taps], new double[length * times * taps]);
        for (long i = 0; i < length * times; i++)
        {
            double at = ((i + 0.5) / times) - 0.5, sum = 0;
            long first = Math.Clamp((long)Math.Ceiling(at - radius), 0, length - taps);
            var own = weights.AsSpan((int)i * taps, taps);
            for (int k = 0; k < taps; k++)
            {
                places[(i * taps) + k] = first + k;
                sum += own[k] = Window(Math.Abs(first + k - at), radius);
            }

            foreach (ref double weight in own)
            {
                weight /= sum;
            }
        }

        // [new length, taps] beside the axes behind.
        var lengths = new long[x.Rank - axis + 1];
        Array.Fill(lengths, 1);
        (lengths[0], lengths[1]) = (length * times, taps);
        var mixed = x.Gather(Tensor.Constant((Array)places, [length * times, taps]), axis) * Tensor.Constant((Array)weights, Shape.Of(lengths)).Cast(x.ElementType);
        return mixed.Sum(axis + 1);
    }

    static double Window(double x, int radius) => x > radius ? 0 : x <= 1e-3 ? 1 : radius * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
}
