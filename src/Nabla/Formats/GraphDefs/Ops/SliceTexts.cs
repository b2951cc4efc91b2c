using System.Globalization;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>TensorFlow's text of a part of a variable: the whole shape, a blank, and start and length along each axis: <c>10 5 0,5:-</c>.</summary>
static class SliceTexts
{
    /// <summary>The shape of the whole and the part; null where the text is none.</summary>
    public static (Shape Full, CheckpointSlice Slice)? Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var axes = words.Length > 0 ? words[^1].Split(':') : [];
        var lengths = new long[Math.Max(words.Length - 1, 0)];
        var (starts, counts) = (new long[axes.Length], new long[axes.Length]);
        if (axes.Length != lengths.Length || axes.Length == 0) return null;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            counts[axis] = -1;
            if (!Number(words[axis], out lengths[axis])) return null;
            if (axes[axis] != "-" && !(axes[axis].Split(',') is [var start, var count] && Number(start, out starts[axis]) && Number(count, out counts[axis]))) return null;
        }
        return (Shape.Of(lengths), new(starts, counts));
    }

    /// <summary>The text of a part; empty for the whole.</summary>
    public static string Text(Shape? full, CheckpointSlice? slice) => full is null || slice is null ? "" : $"{string.Join(' ', full.ToArray())} {slice}";

    static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 1L << 40;
}
