using System.Globalization;
using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Summaries;

/// <summary>What the tensors of TensorFlow 2's summaries mean.</summary>
static class PluginTensors
{
    /// <summary>A number.</summary>
    public static double Scalar(Tensor number) => number.Size == 1 && IsReal(number) ? (double)number : throw Bad("scalar", number, "one real number");

    /// <summary>A histogram as rows of left end, right end and count: [buckets, 3].</summary>
    public static LoggedHistogram Histogram(Tensor rows)
    {
        if (rows.Rank != 2 || rows.Shape[1] != 3 || !IsReal(rows)) throw Bad("histogram", rows, "rows of left end, right end and count");
        double[] numbers;
        using (Engine.Use(null))
        {
            numbers = rows.Cast(ElementType.Float64).ToArray<double>();
        }
        var (limits, buckets) = (new double[numbers.Length / 3], new double[numbers.Length / 3]);
        for (var i = 0; i < limits.Length; i++) (limits[i], buckets[i]) = (numbers[3 * i + 1], numbers[3 * i + 2]);
        var isEmpty = limits.Length == 0;
        return new(isEmpty ? double.MaxValue : numbers[0], isEmpty ? -double.MaxValue : limits[^1], buckets.Sum(), double.NaN, double.NaN, limits, buckets);
    }

    /// <summary>Images as width, height and the encoded images, all of them byte strings.</summary>
    public static IReadOnlyList<LoggedImage> Images(Tensor strings)
    {
        var texts = Texts(strings);
        if (texts.Length < 2 || !int.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width) || !int.TryParse(texts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height))
            throw Bad("image", strings, "width, height and encoded images");
        return [.. texts.Skip(2).Select(ByteText.ToBytes).Select(bytes => new LoggedImage(height, width, Channels(bytes), bytes))];
    }

    public static string[] Texts(Tensor strings) => strings.ElementType == ElementType.String ? strings.ToArray<string>() : throw Bad("text", strings, "text");

    static bool IsReal(Tensor x) => !x.ElementType.IsComplex && x.ElementType is not (ElementType.String or ElementType.Bool);

    static ModelFormatException Bad(string what, Tensor found, string expected) => new("event file", what, $"a tensor of {found.ElementType.Name} {found.Shape} was logged, and {expected} was expected");

    /// <summary>The channels that a PNG file states in its header (colour types 0, 2, 3, 4 and 6); 0 of other files.</summary>
    static int Channels(byte[] file) => Png.IsPng(file) && file.Length > 25 ? file[25] switch { 0 => 1, 4 => 2, 6 => 4, _ => 3 } : 0;
}
