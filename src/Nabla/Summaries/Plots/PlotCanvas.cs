using Nabla.Formats;

namespace Nabla.Summaries;

/// <summary>A place on a drawing; x to the right, y downwards.</summary>
readonly record struct PlotPoint(double X, double Y);

/// <summary>A rectangle on a drawing.</summary>
readonly record struct PlotBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool Holds(PlotPoint p) => p.X >= Left && p.X <= Right && p.Y >= Top && p.Y <= Bottom;
}

/// <summary>Where a text stands relative to its point.</summary>
enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>What plots are drawn on: SVG text or dots.</summary>
abstract class PlotCanvas
{
    /// <summary>Draws a line through the points with round joins; <paramref name="dash"/> is the length of dashes and gaps, 0 for none.</summary>
    public abstract void Line(ReadOnlySpan<PlotPoint> points, double width, PlotColor color, double dash = 0);

    /// <summary>Fills a polygon.</summary>
    public abstract void Fill(ReadOnlySpan<PlotPoint> polygon, PlotColor color);

    /// <summary>Fills a circle.</summary>
    public abstract void Circle(PlotPoint middle, double radius, PlotColor color);

    /// <summary>Writes a text whose baseline begins, has its middle or ends at the point; <paramref name="upwards"/> turns it a quarter to the left.</summary>
    public abstract void Text(PlotPoint at, string text, double size, PlotColor color, TextAnchor anchor = TextAnchor.Start, bool bold = false, bool upwards = false);

    /// <summary>Puts a picture into the box; <paramref name="smooth"/> false shows its dots as squares.</summary>
    public abstract void Image(PlotBox box, Pixels picture, bool smooth);

    /// <summary>From now on only what lies in the box is shown; null ends that.</summary>
    public abstract void Clip(PlotBox? box);

    /// <summary>The finished file.</summary>
    public abstract byte[] ToFile();

    public void Line(double x0, double y0, double x1, double y1, double width, PlotColor color) => Line([new(x0, y0), new(x1, y1)], width, color);

    public void Rectangle(PlotBox box, PlotColor color) =>
        Fill([new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom)], color);

    public void Frame(PlotBox box, double width, PlotColor color) =>
        Line([new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom), new(box.Left, box.Top)], width, color);
}
