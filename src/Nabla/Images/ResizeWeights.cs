namespace Nabla.Images;

/// <summary>Along one axis: which old dots make a new one, with which weights; the weights of a dot sum to 1.</summary>
sealed class ResizeWeights
{
    readonly int[] first;
    readonly float[][] weights;

    public ResizeWeights(int from, int to, Interpolation interpolation, bool antialias)
    {
        first = new int[to];
        weights = new float[to][];
        double step = from / (double)to;
        for (int i = 0; i < to; i++)
        {
            double middle = (i + 0.5) * step;
            (first[i], weights[i]) = interpolation switch
            {
                Interpolation.Nearest => (Math.Min((int)middle, from - 1), [1f]),
                Interpolation.Area => Box(i * step, (i + 1) * step, from),
                _ => Triangle(middle, antialias ? Math.Max(1, step) : 1, from),
            };
        }
    }

    public int First(int index) => first[index];

    public ReadOnlySpan<float> Weights(int index) => weights[index];

    // Old dot k covers k … k + 1.
    static (int First, float[] Weights) Box(double low, double high, int from)
    {
        int start = Math.Min((int)low, from - 1);
        int end = Math.Clamp((int)Math.Ceiling(high), start + 1, from);
        return (start, Normalised(start, end, k => Math.Min(high, k + 1) - Math.Max(low, k)));
    }

    // The middle of old dot k lies at k + ½.
    static (int First, float[] Weights) Triangle(double middle, double reach, int from)
    {
        int start = Math.Clamp((int)Math.Floor(middle - 0.5 - reach) + 1, 0, from - 1);
        int end = Math.Clamp((int)Math.Ceiling(middle - 0.5 + reach), start + 1, from);
        return (start, Normalised(start, end, k => Math.Max(0, 1 - (Math.Abs(k + 0.5 - middle) / reach))));
    }

    static float[] Normalised(int start, int end, Func<int, double> weight)
    {
        double[] raw = new double[end - start];
        double sum = 0;
        for (int k = 0; k < raw.Length; k++)
        {
            raw[k] = weight(start + k);
            sum += raw[k];
        }

        return Array.ConvertAll(raw, w => (float)(w / sum));
    }
}
