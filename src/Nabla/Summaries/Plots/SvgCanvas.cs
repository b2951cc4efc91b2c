using System.Globalization;
using System.Text;
using Nabla.Formats;

namespace Nabla.Summaries;

/// <summary>Draws as SVG text; words stay words.</summary>
sealed class SvgCanvas : PlotCanvas
{
    readonly StringBuilder text = new();
    int clips;
    bool clipped;

    public SvgCanvas(double width, double height)
    {
        text.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" """);
        text.Append("""font-family="Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">""").Append('\n');
    }

    public override void Line(ReadOnlySpan<PlotPoint> points, double width, PlotColor color, double dash = 0)
    {
        if (points.Length < 2)
        {
            return;
        }

        text.Append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" stroke-width=\"").Append(Number(width)).Append("\" stroke=\"").Append(color.Html).Append('"');
        Opacity("stroke-opacity", color);
        if (dash > 0)
        {
            text.Append(" stroke-dasharray=\"").Append(Number(dash)).Append(' ').Append(Number(dash)).Append('"');
        }

        Points(points);
    }

    public override void Fill(ReadOnlySpan<PlotPoint> polygon, PlotColor color)
    {
        text.Append("<polygon fill=\"").Append(color.Html).Append('"');
        Opacity("fill-opacity", color);
        Points(polygon);
    }

    public override void Circle(PlotPoint middle, double radius, PlotColor color)
    {
        text.Append("<circle cx=\"").Append(Number(middle.X)).Append("\" cy=\"").Append(Number(middle.Y)).Append("\" r=\"").Append(Number(radius))
            .Append("\" fill=\"").Append(color.Html).Append('"');
        Opacity("fill-opacity", color);
        text.Append("/>\n");
    }

    public override void Text(PlotPoint at, string words, double size, PlotColor color, TextAnchor anchor = TextAnchor.Start, bool bold = false, bool upwards = false)
    {
        text.Append("<text x=\"").Append(Number(at.X)).Append("\" y=\"").Append(Number(at.Y)).Append("\" font-size=\"").Append(Number(size)).Append("\" fill=\"").Append(color.Html).Append('"');
        if (anchor != TextAnchor.Start)
        {
            text.Append(anchor == TextAnchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        }

        if (bold)
        {
            text.Append(" font-weight=\"600\"");
        }

        if (upwards)
        {
            text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {Number(at.X)} {Number(at.Y)})\"");
        }

        text.Append('>');
        foreach (char c in words)
        {
            // What XML forbids even when escaped is left out.
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                < ' ' or '\uFFFE' or '\uFFFF' => text.Append(' '),
                _ => text.Append(c),
            };
        }

        text.Append("</text>\n");
    }

    public override void Image(PlotBox box, Pixels picture, bool smooth)
    {
        text.Append("<image x=\"").Append(Number(box.Left)).Append("\" y=\"").Append(Number(box.Top)).Append("\" width=\"").Append(Number(box.Width))
            .Append("\" height=\"").Append(Number(box.Height)).Append("\" preserveAspectRatio=\"none\"");
        if (!smooth)
        {
            text.Append(" style=\"image-rendering:pixelated\"");
        }

        text.Append(" href=\"data:image/png;base64,").Append(Convert.ToBase64String(Png.Encode(picture))).Append("\"/>\n");
    }

    public override void Clip(PlotBox? box)
    {
        if (clipped)
        {
            text.Append("</g>\n");
        }

        clipped = box is not null;
        if (box is { } b)
        {
            clips++;
            text.Append("<clipPath id=\"clip").Append(clips).Append("\"><rect x=\"").Append(Number(b.Left)).Append("\" y=\"").Append(Number(b.Top)).Append("\" width=\"")
                .Append(Number(b.Width)).Append("\" height=\"").Append(Number(b.Height)).Append("\"/></clipPath>\n<g clip-path=\"url(#clip").Append(clips).Append(")\">\n");
        }
    }

    public override byte[] ToFile()
    {
        Clip(null);
        return Encoding.UTF8.GetBytes(text + "</svg>\n");
    }

    void Opacity(string name, PlotColor color)
    {
        if (color.Opacity < 1)
        {
            text.Append(' ').Append(name).Append("=\"").Append(Number(color.Opacity)).Append('"');
        }
    }

    void Points(ReadOnlySpan<PlotPoint> points)
    {
        text.Append(" points=\"");
        foreach (PlotPoint p in points)
        {
            text.Append(Number(p.X)).Append(',').Append(Number(p.Y)).Append(' ');
        }

        text.Length--;
        text.Append("\"/>\n");
    }

    static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
