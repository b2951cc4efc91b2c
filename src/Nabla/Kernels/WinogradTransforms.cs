using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The transforms of F(4×4, 3×3), channels or filters in a register: six numbers of a line become six, or four (Lavin and Gray, 2016; points 0, ±1, ±2, ∞).</summary>
internal static unsafe class WinogradTransforms<V>
    where V : struct, IGemmLane<V, float>
{
    /// <summary>Bᵀ d B of one tile: to[36 planes] from 36 places.</summary>
    /// <param name="places">Where each of 6 × 6 pixels lies.</param>
    /// <param name="channels">Multiple of a register.</param>
    /// <param name="to">First plane's element.</param>
    /// <param name="plane">From a plane to the next.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(float** places, nint channels, float* to, nint plane)
    {
        float* lines = stackalloc float[36 * V.Count];
        float two = 2, four = 4, five = 5;
        V v2 = V.Broadcast(&two), v4 = V.Broadcast(&four), v5 = V.Broadcast(&five);
        for (nint c = 0; c < channels; c += V.Count)
        {
            for (int i = 0; i < 6; i++)
            {
                float** from = places + (6 * i);
                float* line = lines + (6 * i * V.Count);
                Six(V.Load(from[0] + c), V.Load(from[1] + c), V.Load(from[2] + c), V.Load(from[3] + c), V.Load(from[4] + c), V.Load(from[5] + c), v2, v4, v5, line, V.Count);
            }

            for (int j = 0; j < 6; j++)
            {
                float* from = lines + (j * V.Count);
                nint step = 6 * V.Count;
                Six(V.Load(from), V.Load(from + step), V.Load(from + (2 * step)), V.Load(from + (3 * step)), V.Load(from + (4 * step)), V.Load(from + (5 * step)), v2, v4, v5, to + (j * plane) + c, 6 * plane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Six(V d0, V d1, V d2, V d3, V d4, V d5, V v2, V v4, V v5, float* to, nint step)
    {
        V even = V.Subtract(d4, V.Multiply(v4, d2)), odd = V.Subtract(d3, V.Multiply(v4, d1));
        V far = V.Subtract(d4, d2), twice = V.Multiply(v2, V.Subtract(d3, d1));
        V.Add(V.Subtract(V.Multiply(v4, d0), V.Multiply(v5, d2)), d4).Store(to);
        V.Add(even, odd).Store(to + step);
        V.Subtract(even, odd).Store(to + (2 * step));
        V.Add(far, twice).Store(to + (3 * step));
        V.Subtract(far, twice).Store(to + (4 * step));
        V.Add(V.Subtract(V.Multiply(v4, d1), V.Multiply(v5, d3)), d5).Store(to + (5 * step));
    }

    /// <summary>Aᵀ m A of one tile and the ending, for its outputs that are inside.</summary>
    /// <param name="from">First plane's element.</param>
    /// <param name="plane">From a plane to the next.</param>
    /// <param name="filters">Multiple of a register.</param>
    /// <param name="ending">What is done to sums.</param>
    /// <param name="to">Where the tile's first output lies.</param>
    /// <param name="beside">What lies beside it; null for nothing.</param>
    /// <param name="line">From an output line to the next.</param>
    /// <param name="pixel">From an output to the next.</param>
    /// <param name="height">Lines that are inside.</param>
    /// <param name="width">Outputs of a line that are inside.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output(float* from, nint plane, nint filters, in ConvolutionEnding<float> ending, float* to, float* beside, nint line, nint pixel, int height, int width)
    {
        float* columns = stackalloc float[24 * V.Count], four = stackalloc float[4 * V.Count];
        float number2 = 2, number4 = 4, number8 = 8;
        V v2 = V.Broadcast(&number2), v4 = V.Broadcast(&number4), v8 = V.Broadcast(&number8);
        bool relu = ending.Relu;
        float* scale = ending.Scale, bias = ending.Bias;
        for (nint f = 0; f < filters; f += V.Count)
        {
            for (int j = 0; j < 6; j++)
            {
                float* at = from + (j * plane) + f;
                nint step = 6 * plane;
                Four(V.Load(at), V.Load(at + step), V.Load(at + (2 * step)), V.Load(at + (3 * step)), V.Load(at + (4 * step)), V.Load(at + (5 * step)), v2, v4, v8, columns + (j * V.Count), 6 * V.Count);
            }

            for (int y = 0; y < height; y++)
            {
                float* at = columns + (6 * y * V.Count);
                Four(V.Load(at), V.Load(at + V.Count), V.Load(at + (2 * V.Count)), V.Load(at + (3 * V.Count)), V.Load(at + (4 * V.Count)), V.Load(at + (5 * V.Count)), v2, v4, v8, four, V.Count);
                for (int x = 0; x < width; x++)
                {
                    nint place = (y * line) + (x * pixel) + f;
                    V sum = V.Load(four + (x * V.Count));
                    sum = scale == null ? sum : V.Multiply(sum, V.Load(scale + f));
                    sum = bias == null ? sum : V.Add(sum, V.Load(bias + f));
                    sum = beside == null ? sum : V.Add(sum, V.Load(beside + place));
                    (relu ? V.Positive(sum) : sum).Store(to + place);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(V m0, V m1, V m2, V m3, V m4, V m5, V v2, V v4, V v8, float* to, nint step)
    {
        V near = V.Add(m1, m2), nearly = V.Subtract(m1, m2), far = V.Add(m3, m4), farther = V.Subtract(m3, m4);
        V.Add(V.Add(m0, near), far).Store(to);
        V.Add(nearly, V.Multiply(v2, farther)).Store(to + step);
        V.Add(near, V.Multiply(v4, far)).Store(to + (2 * step));
        V.Add(V.Add(nearly, V.Multiply(v8, farther)), m5).Store(to + (3 * step));
    }
}
