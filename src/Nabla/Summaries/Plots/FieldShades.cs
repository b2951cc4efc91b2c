namespace Nabla.Summaries;

/// <summary>Which share of the colours a value gets.</summary>
/// <remarks>Evenly from the least to the greatest value; but where most values lie near the least, as on a loss surface, by the logarithm of the height above it.</remarks>
readonly record struct FieldShades(double Low, double High, double Unit)
{
    public static FieldShades Of(double[,] values)
    {
        double[] sorted = [.. values.Cast<double>().Where(double.IsFinite)];
        if (sorted.Length == 0)
        {
            return new(0, 1, 0);
        }

        Array.Sort(sorted);
        (double low, double median, double high) = (sorted[0], sorted[sorted.Length / 2], sorted[^1]);
        bool skewed = median - low < 0.2 * (high - low);
        return new(low, high, skewed ? Math.Max(sorted[sorted.Length / 20] - low, (high - low) * 1e-4) : 0);
    }

    public double ShareOf(double value)
    {
        double range = High - Low;
        return !(range > 0) ? (double.IsFinite(value) ? 0.5 : double.NaN)
            : Unit > 0 ? Math.Log(1 + (Math.Max(0, value - Low) / Unit)) / Math.Log(1 + (range / Unit))
            : (value - Low) / range;
    }

    public double ValueAt(double share) => Unit > 0
        ? Low + (Unit * (Math.Exp(share * Math.Log(1 + ((High - Low) / Unit))) - 1))
        : Low + (share * (High - Low));
}
