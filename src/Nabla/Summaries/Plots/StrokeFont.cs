using System.Globalization;

namespace Nabla.Summaries;

/// <summary>A small font of pen strokes, so that pictures bear text without any font file.</summary>
/// <remarks>A letter that it lacks is drawn as a box.</remarks>
static class StrokeFont
{
    // Units of the glyph table a font size: capitals are 0.7 of the size high.
    const double UnitsPerSize = 20;
    const double Baseline = 14;
    const double Gap = 3.5;

    static readonly Dictionary<char, (double Width, PlotPoint[][] Strokes)> Glyphs = StrokeGlyphs.Texts.ToDictionary(pair => pair.Key, pair => Parse(pair.Value));

    static readonly (double Width, PlotPoint[][] Strokes) Box = Parse("8 M0 0 L8 0 L8 14 L0 14 L0 0");

    /// <summary>Length of a line of text.</summary>
    public static double Width(string text, double size)
    {
        double units = 0;
        foreach (char c in text)
        {
            units += Glyph(c).Width + Gap;
        }

        return Math.Max(0, units - Gap) * size / UnitsPerSize;
    }

    /// <summary>The pen's ways, with the text's baseline starting at (0, 0).</summary>
    public static IEnumerable<PlotPoint[]> Strokes(string text, double size)
    {
        double scale = size / UnitsPerSize;
        double x = 0;
        foreach (char c in text)
        {
            (double width, PlotPoint[][] strokes) = Glyph(c);
            double start = x;
            foreach (PlotPoint[] stroke in strokes)
            {
                yield return Array.ConvertAll(stroke, p => new PlotPoint((start + p.X) * scale, (p.Y - Baseline) * scale));
            }

            x += width + Gap;
        }
    }

    static (double Width, PlotPoint[][] Strokes) Glyph(char c) => Glyphs.TryGetValue(c, out (double, PlotPoint[][]) glyph) ? glyph : Box;

    static (double Width, PlotPoint[][] Strokes) Parse(string text)
    {
        string[] parts = text.Split(' ');
        List<PlotPoint[]> strokes = [];
        List<PlotPoint> stroke = [];
        for (int i = 1; i < parts.Length; i++)
        {
            char command = parts[i][0];
            if (command is 'M' or 'N' && stroke.Count > 0)
            {
                strokes.Add([.. stroke]);
                stroke.Clear();
            }

            if (command == 'A')
            {
                Arc(stroke, Number(parts[i][1..]), Number(parts[i + 1]), Number(parts[i + 2]), Number(parts[i + 3]), Number(parts[i + 4]), Number(parts[i + 5]));
                i += 5;
            }
            else if (command != 'N')
            {
                stroke.Add(new(Number(parts[i][1..]), Number(parts[i + 1])));
                i++;
            }
        }

        if (stroke.Count > 0)
        {
            strokes.Add([.. stroke]);
        }

        return (Number(parts[0]), [.. strokes]);
    }

    static void Arc(List<PlotPoint> stroke, double x, double y, double radiusX, double radiusY, double from, double to)
    {
        int pieces = Math.Max(2, (int)Math.Ceiling(Math.Abs(to - from) / 15));
        for (int k = 0; k <= pieces; k++)
        {
            double angle = (from + ((to - from) * k / pieces)) * Math.PI / 180;
            stroke.Add(new(x + (radiusX * Math.Cos(angle)), y + (radiusY * Math.Sin(angle))));
        }
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
