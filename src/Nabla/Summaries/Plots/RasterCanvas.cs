using Nabla.Formats;

namespace Nabla.Summaries;

/// <summary>Draws into dots, antialiased, and gives a PNG file.</summary>
sealed class RasterCanvas : PlotCanvas
{
    readonly int width;
    readonly int height;
    readonly double scale;
    readonly byte[] dots;
    readonly RasterMask mask;
    (int Left, int Top, int Right, int Bottom) clip;

    public RasterCanvas(double width, double height, double scale)
    {
        this.width = (int)Math.Round(width * scale);
        this.height = (int)Math.Round(height * scale);
        this.scale = scale;
        dots = new byte[checked(this.width * this.height * 3)];
        Array.Fill(dots, (byte)255);
        mask = new(this.width, this.height);
        Clip(null);
    }

    public Pixels Picture => new(height, width, 3, dots);

    public override byte[] ToFile() => Png.Encode(Picture);

    public override void Line(ReadOnlySpan<PlotPoint> points, double lineWidth, PlotColor color, double dash = 0)
    {
        double travelled = 0;
        for (int i = 1; i < points.Length; i++)
        {
            (PlotPoint from, PlotPoint to) = (Scaled(points[i - 1]), Scaled(points[i]));
            double length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
            if (dash <= 0)
            {
                mask.Stroke(from, to, lineWidth * scale * 0.5);
            }
            else
            {
                Dash(from, to, length, travelled, dash * scale, lineWidth * scale * 0.5);
            }

            travelled += length;
        }

        Paint(color);
    }

    void Dash(PlotPoint from, PlotPoint to, double length, double travelled, double dash, double radius)
    {
        double at = 0;
        while (at < length)
        {
            double phase = (travelled + at) % (2 * dash);
            double end = Math.Min(length, at + ((phase < dash ? dash : 2 * dash) - phase) + 1e-9);
            if (phase < dash)
            {
                mask.Stroke(Between(from, to, at / length), Between(from, to, end / length), radius);
            }

            at = end;
        }
    }

    static PlotPoint Between(PlotPoint a, PlotPoint b, double share) => new(a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));

    public override void Fill(ReadOnlySpan<PlotPoint> polygon, PlotColor color)
    {
        PlotPoint[] scaled = new PlotPoint[polygon.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Scaled(polygon[i]);
        }

        mask.Fill(scaled);
        Paint(color);
    }

    public override void Circle(PlotPoint middle, double radius, PlotColor color)
    {
        mask.Stroke(Scaled(middle), Scaled(middle), radius * scale);
        Paint(color);
    }

    public override void Text(PlotPoint at, string text, double size, PlotColor color, TextAnchor anchor = TextAnchor.Start, bool bold = false, bool upwards = false)
    {
        double length = StrokeFont.Width(text, size);
        double start = anchor switch { TextAnchor.Start => 0, TextAnchor.Middle => -length / 2, _ => -length };
        double radius = size * scale * (bold ? 0.058 : 0.042);
        foreach (PlotPoint[] stroke in StrokeFont.Strokes(text, size))
        {
            for (int i = 1; i < stroke.Length; i++)
            {
                mask.Stroke(Placed(stroke[i - 1]), Placed(stroke[i]), radius);
            }
        }

        Paint(color);

        PlotPoint Placed(PlotPoint p) => Scaled(upwards ? new(at.X + p.Y, at.Y - (start + p.X)) : new(at.X + start + p.X, at.Y + p.Y));
    }

    public override void Image(PlotBox box, Pixels picture, bool smooth)
    {
        Pixels eight = picture.To8Bits();
        (double left, double top) = (box.Left * scale, box.Top * scale);
        (double stepX, double stepY) = (eight.Width / (box.Width * scale), eight.Height / (box.Height * scale));
        int fromY = Math.Max(clip.Top, (int)Math.Round(top));
        int toY = Math.Min(clip.Bottom, (int)Math.Round(box.Bottom * scale));
        int fromX = Math.Max(clip.Left, (int)Math.Round(left));
        int toX = Math.Min(clip.Right, (int)Math.Round(box.Right * scale));
        for (int y = fromY; y < toY; y++)
        {
            for (int x = fromX; x < toX; x++)
            {
                double sx = (x + 0.5 - left) * stepX;
                double sy = (y + 0.5 - top) * stepY;
                for (int c = 0; c < 3; c++)
                {
                    ref byte dot = ref dots[(((y * width) + x) * 3) + c];
                    double alpha = eight.HasAlpha ? Sample(eight, sx, sy, eight.Channels - 1, smooth) / 255 : 1;
                    dot = (byte)(dot + ((Sample(eight, sx, sy, eight.Channels >= 3 ? c : 0, smooth) - dot) * alpha) + 0.5);
                }
            }
        }
    }

    static double Sample(Pixels picture, double x, double y, int channel, bool smooth)
    {
        if (!smooth)
        {
            return picture[Math.Clamp((int)y, 0, picture.Height - 1), Math.Clamp((int)x, 0, picture.Width - 1), channel];
        }

        x = Math.Clamp(x - 0.5, 0, picture.Width - 1);
        y = Math.Clamp(y - 0.5, 0, picture.Height - 1);
        (int x0, int y0) = ((int)x, (int)y);
        (int x1, int y1) = (Math.Min(x0 + 1, picture.Width - 1), Math.Min(y0 + 1, picture.Height - 1));
        (double u, double v) = (x - x0, y - y0);
        double above = (picture[y0, x0, channel] * (1 - u)) + (picture[y0, x1, channel] * u);
        double below = (picture[y1, x0, channel] * (1 - u)) + (picture[y1, x1, channel] * u);
        return (above * (1 - v)) + (below * v);
    }

    public override void Clip(PlotBox? box) => clip = box is { } b
        ? (Math.Max(0, (int)Math.Round(b.Left * scale)), Math.Max(0, (int)Math.Round(b.Top * scale)),
            Math.Min(width, (int)Math.Round(b.Right * scale)), Math.Min(height, (int)Math.Round(b.Bottom * scale)))
        : (0, 0, width, height);

    PlotPoint Scaled(PlotPoint p) => new(p.X * scale, p.Y * scale);

    // Lays the colour over the dots that the mask covers, then empties the mask.
    void Paint(PlotColor color)
    {
        (int left, int top, int right, int bottom) = mask.Touched;
        for (int y = Math.Max(top, clip.Top); y <= Math.Min(bottom, clip.Bottom - 1); y++)
        {
            ReadOnlySpan<float> row = mask.Row(y);
            for (int x = Math.Max(left, clip.Left); x <= Math.Min(right, clip.Right - 1); x++)
            {
                double share = row[x] * color.Opacity;
                if (share > 0)
                {
                    Span<byte> dot = dots.AsSpan(((y * width) + x) * 3, 3);
                    dot[0] = (byte)(dot[0] + ((color.Red - dot[0]) * share) + 0.5);
                    dot[1] = (byte)(dot[1] + ((color.Green - dot[1]) * share) + 0.5);
                    dot[2] = (byte)(dot[2] + ((color.Blue - dot[2]) * share) + 0.5);
                }
            }
        }

        mask.Clear();
    }
}
