namespace Nabla.Summaries;

/// <summary>Points joined by a line; a value that is no number breaks it.</summary>
sealed class LineMark(double[] x, double[] y, string? label, PlotColor color, bool dashed, bool markers) : PlotMark(label, color)
{
    const double Thickness = 2.2;

    /// <summary>A light rim sets lines apart from a coloured ground.</summary>
    public bool Rim { get; set; }

    public override void Measure(ref PlotRange rangeX, ref PlotRange rangeY, bool positiveX, bool positiveY)
    {
        for (int i = 0; i < x.Length; i++)
        {
            rangeX.Add(x[i], positiveX);
            rangeY.Add(y[i], positiveY);
        }
    }

    public override void Draw(PlotCanvas canvas, PlotFrame frame)
    {
        if (Rim)
        {
            Draw(canvas, frame, Thickness + 2, PlotColor.White.WithOpacity(0.85), 5.1);
        }

        Draw(canvas, frame, Thickness, Color, 3.9);
    }

    void Draw(PlotCanvas canvas, PlotFrame frame, double thickness, PlotColor shade, double radius)
    {
        List<PlotPoint> run = [];
        for (int i = 0; i <= x.Length; i++)
        {
            if (i < x.Length && frame.Takes(x[i], y[i]))
            {
                run.Add(Limited(frame.At(x[i], y[i]), frame.Box));
                continue;
            }

            canvas.Line(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(run), thickness, shade, dashed ? 6 : 0);
            if (markers || run.Count == 1)
            {
                foreach (PlotPoint p in run)
                {
                    canvas.Circle(p, radius, shade);
                }
            }

            run.Clear();
        }
    }

    // Far outside the frame a point only gives a direction; there it is held at a distance that drawings can take.
    static PlotPoint Limited(PlotPoint p, PlotBox box) => new(
        Math.Clamp(p.X, box.Left - (20 * box.Width), box.Right + (20 * box.Width)), Math.Clamp(p.Y, box.Top - (20 * box.Height), box.Bottom + (20 * box.Height)));

    public override void DrawKey(PlotCanvas canvas, PlotPoint middle)
    {
        canvas.Line([middle with { X = middle.X - 12 }, middle with { X = middle.X + 12 }], Thickness, Color, dashed ? 6 : 0);
        if (markers)
        {
            canvas.Circle(middle, 3.9, Color);
        }
    }

    public override IEnumerable<PlotPoint> Places(PlotFrame frame)
    {
        PlotPoint? last = null;
        for (int i = 0; i < x.Length; i++)
        {
            if (!frame.Takes(x[i], y[i]))
            {
                last = null;
                continue;
            }

            PlotPoint p = frame.At(x[i], y[i]);
            if (last is { } q)
            {
                int steps = (int)Math.Clamp((Math.Abs(p.X - q.X) + Math.Abs(p.Y - q.Y)) / 8, 1, 200);
                for (int k = 1; k < steps; k++)
                {
                    yield return new(q.X + ((p.X - q.X) * k / steps), q.Y + ((p.Y - q.Y) * k / steps));
                }
            }

            yield return p;
            last = p;
        }
    }
}
