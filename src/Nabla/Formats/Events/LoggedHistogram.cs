using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>How many of some values lie in which range, with their moments.</summary>
/// <param name="Min">The least value; of none, the largest double.</param>
/// <param name="Max">The largest value; of none, the least double.</param>
/// <param name="Count">Number of values.</param>
/// <param name="Sum">Σx.</param>
/// <param name="SumOfSquares">Σx².</param>
/// <param name="BucketLimits">The end of each range; it begins at the end of the one before, and does not hold its end.</param>
/// <param name="Buckets">How many values lie in each range.</param>
public sealed record LoggedHistogram(double Min, double Max, double Count, double Sum, double SumOfSquares, IReadOnlyList<double> BucketLimits, IReadOnlyList<double> Buckets)
{
    /// <summary>TensorFlow's limits: ±10⁻¹² · 1.1ⁿ below 10²⁰, 0, and the ends of the range of doubles.</summary>
    static readonly double[] defaultLimits = DefaultLimits();

    /// <summary>The histogram of values with TensorFlow's limits: 0 and ±10⁻¹² · 1.1ⁿ.</summary>
    /// <remarks>Of neighbouring ranges without values one is kept, which ends where the last of them does.</remarks>
    /// <exception cref="ArgumentException">A value is infinite or no number.</exception>
    public static LoggedHistogram Of(ReadOnlySpan<double> values)
    {
        var counts = new double[defaultLimits.Length];
        var (min, max, sum, squares) = (double.MaxValue, -double.MaxValue, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!double.IsFinite(value)) throw new ArgumentException($"Histogram: value {i} is {(double.IsNaN(value) ? "no number (NaN)" : "infinite")}: histograms hold finite values. Look for the first step at which it appears; often the learning rate is too high.", nameof(values));
            counts[Place(value)]++;
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
            sum += value;
            squares += value * value;
        }
        var (limits, buckets) = (new List<double>(), new List<double>());
        for (var i = 0; i < counts.Length; i++)
        {
            while (counts[i] == 0 && i + 1 < counts.Length && counts[i + 1] == 0) i++;
            limits.Add(defaultLimits[i]);
            buckets.Add(counts[i]);
        }
        return new(min, max, values.Length, sum, squares, limits, buckets);
    }

    internal static LoggedHistogram Of(HistogramProto message) =>
        new(message.Min, message.Max, message.Num, message.Sum, message.SumSquares, [.. message.BucketLimit], [.. message.Bucket]);

    internal HistogramProto ToMessage() => new() { Min = Min, Max = Max, Num = Count, Sum = Sum, SumSquares = SumOfSquares, BucketLimit = { BucketLimits }, Bucket = { Buckets } };

    /// <summary>The first limit above the value; the last one is the end of all.</summary>
    static int Place(double value)
    {
        var found = Array.BinarySearch(defaultLimits, value);
        return Math.Min(found >= 0 ? found + 1 : ~found, defaultLimits.Length - 1);
    }

    static double[] DefaultLimits()
    {
        var positive = new List<double>();
        for (var limit = 1e-12; limit < 1e20; limit *= 1.1) positive.Add(limit);
        positive.Add(double.MaxValue);
        return [.. positive.AsEnumerable().Reverse().Select(limit => -limit), 0, .. positive];
    }
}
