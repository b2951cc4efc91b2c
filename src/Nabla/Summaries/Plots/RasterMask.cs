namespace Nabla.Summaries;

/// <summary>How much of each dot a shape covers, 0 … 1, within a rectangle of a picture.</summary>
sealed class RasterMask(int width, int height)
{
    const int LinesPerRow = 5;

    readonly float[] cover = new float[width * height];
    readonly float[] row = new float[width + 2];
    readonly List<(double X, int Direction)> crossings = [];

    /// <summary>Smallest rectangle that holds all covered dots; empty while Right is below Left.</summary>
    public (int Left, int Top, int Right, int Bottom) Touched { get; private set; } = (int.MaxValue, int.MaxValue, -1, -1);

    public ReadOnlySpan<float> Row(int y) => cover.AsSpan(y * width, width);

    public void Clear()
    {
        for (int y = Touched.Top; y <= Touched.Bottom; y++)
        {
            Array.Clear(cover, (y * width) + Touched.Left, Touched.Right - Touched.Left + 1);
        }

        Touched = (int.MaxValue, int.MaxValue, -1, -1);
    }

    /// <summary>Adds everything within <paramref name="radius"/> of a straight line; dots at the edge are covered in part.</summary>
    public void Stroke(PlotPoint from, PlotPoint to, double radius)
    {
        // A line thinner than a dot keeps its ink by covering less.
        double strength = Math.Min(1, 2 * radius);
        double half = Math.Max(radius, 0.5);
        double reach = half + 0.5;
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        double square = (dx * dx) + (dy * dy);
        int top = Math.Max(0, (int)Math.Floor(Math.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(height - 1, (int)Math.Ceiling(Math.Max(from.Y, to.Y) + reach));
        for (int y = top; y <= bottom; y++)
        {
            // The part of the line that is near enough to this row bounds the columns to look at.
            double t0 = 0, t1 = 1;
            if (Math.Abs(dy) > 1e-9)
            {
                double a = (y + 0.5 - reach - from.Y) / dy;
                double b = (y + 0.5 + reach - from.Y) / dy;
                t0 = Math.Clamp(Math.Min(a, b), 0, 1);
                t1 = Math.Clamp(Math.Max(a, b), 0, 1);
            }

            double xa = from.X + (t0 * dx);
            double xb = from.X + (t1 * dx);
            int left = Math.Max(0, (int)Math.Floor(Math.Min(xa, xb) - reach));
            int right = Math.Min(width - 1, (int)Math.Ceiling(Math.Max(xa, xb) + reach));
            for (int x = left; x <= right; x++)
            {
                (double px, double py) = (x + 0.5 - from.X, y + 0.5 - from.Y);
                double t = square > 0 ? Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1) : 0;
                (double ex, double ey) = (px - (t * dx), py - (t * dy));
                double value = Math.Min(1, half - Math.Sqrt((ex * ex) + (ey * ey)) + 0.5) * strength;
                if (value > 0)
                {
                    ref float dot = ref cover[(y * width) + x];
                    dot = Math.Max(dot, (float)value);
                }
            }

            Touch(left, right, y);
        }
    }

    /// <summary>Adds a polygon, filled where the line around it winds round.</summary>
    public void Fill(ReadOnlySpan<PlotPoint> polygon)
    {
        double least = double.MaxValue, most = double.MinValue;
        foreach (PlotPoint p in polygon)
        {
            least = Math.Min(least, p.Y);
            most = Math.Max(most, p.Y);
        }

        int top = Math.Max(0, (int)Math.Floor(least));
        int bottom = Math.Min(height - 1, (int)Math.Ceiling(most));
        for (int y = top; y <= bottom; y++)
        {
            Array.Clear(row);
            int left = width, right = -1;
            for (int k = 0; k < LinesPerRow; k++)
            {
                Cross(polygon, y + ((k + 0.5) / LinesPerRow));
                int winding = 0;
                for (int i = 0; i + 1 < crossings.Count; i++)
                {
                    winding += crossings[i].Direction;
                    if (winding != 0)
                    {
                        Span(crossings[i].X, crossings[i + 1].X, ref left, ref right);
                    }
                }
            }

            for (int x = left; x <= right; x++)
            {
                ref float dot = ref cover[(y * width) + x];
                dot = Math.Max(dot, Math.Min(1, row[x]));
            }

            Touch(left, right, y);
        }
    }

    void Cross(ReadOnlySpan<PlotPoint> polygon, double y)
    {
        crossings.Clear();
        for (int i = 0; i < polygon.Length; i++)
        {
            (PlotPoint a, PlotPoint b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            if (a.Y <= y != b.Y <= y)
            {
                crossings.Add((a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)), a.Y < b.Y ? 1 : -1));
            }
        }

        crossings.Sort((p, q) => p.X.CompareTo(q.X));
    }

    void Span(double from, double to, ref int left, ref int right)
    {
        from = Math.Clamp(from, 0, width);
        to = Math.Clamp(to, 0, width);
        for (int x = (int)from; x < to; x++)
        {
            row[x] += (float)((Math.Min(to, x + 1) - Math.Max(from, x)) / LinesPerRow);
            left = Math.Min(left, x);
            right = Math.Max(right, x);
        }
    }

    void Touch(int left, int right, int y)
    {
        if (left <= right)
        {
            (int l, int t, int r, int b) = Touched;
            Touched = (Math.Min(l, left), Math.Min(t, y), Math.Max(r, right), Math.Max(b, y));
        }
    }
}
