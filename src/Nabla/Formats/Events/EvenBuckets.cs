namespace Nabla.Formats;

/// <summary>Histograms of TensorFlow 2: 30 ranges of equal width from the least value to the largest, rows of left end, right end and count.</summary>
static class EvenBuckets
{
    const int Count = 30;

    public static Tensor Of(double[] values)
    {
        var rows = new double[Count, 3];
        if (values.Length > 0)
        {
            var bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0) throw new ArgumentException($"Histogram: value {bad} is {(double.IsNaN(values[bad]) ? "no number (NaN)" : "infinite")}: histograms hold finite values. Look for the first step at which it appears; often the learning rate is too high.", nameof(values));
            Fill(rows, values, values.Min(), values.Max());
        }
        return Tensor.Constant(rows);
    }

    static void Fill(double[,] rows, double[] values, double min, double max)
    {
        var width = (max - min) / Count;
        for (var i = 0; i < Count; i++)
        {
            // Equal values make ranges without width; the last one holds them.
            rows[i, 0] = width == 0 ? max : min + width * i;
            rows[i, 1] = width == 0 || i == Count - 1 ? max : min + width * (i + 1);
        }
        if (width == 0)
        {
            rows[Count - 1, 2] = values.Length;
            return;
        }
        foreach (var value in values) rows[(int)Math.Min(Math.Floor((value - min) / width), Count - 1), 2]++;
    }
}
