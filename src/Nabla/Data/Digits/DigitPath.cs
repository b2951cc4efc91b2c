namespace Nabla.Data;

/// <summary>The line that the pen follows: short straight pieces, each with the pen's pressure.</summary>
sealed class DigitPath
{
    const int PiecesPerSpan = 6;

    readonly List<(double X, double Y, double Pressure, bool Start)> points = [];

    public IReadOnlyList<(double X, double Y, double Pressure, bool Start)> Points => points;

    public void Clear() => points.Clear();

    /// <summary>Adds a stroke: a Catmull–Rom curve through the points, broken at corners.</summary>
    public void Add(ReadOnlySpan<DigitPoint> stroke, double pressureAtStart, double pressureAtEnd)
    {
        int from = 0;
        for (int to = 1; to < stroke.Length; to++)
        {
            if (stroke[to].Corner || to == stroke.Length - 1)
            {
                Smooth(stroke, from, to, pressureAtStart, pressureAtEnd);
                from = to;
            }
        }
    }

    void Smooth(ReadOnlySpan<DigitPoint> stroke, int from, int to, double pressureAtStart, double pressureAtEnd)
    {
        for (int i = from; i < to; i++)
        {
            (DigitPoint b, DigitPoint c) = (stroke[i], stroke[i + 1]);
            // Beyond the ends the curve goes on as it came: the end point mirrors its neighbour.
            (double ax, double ay) = i > from ? (stroke[i - 1].X, stroke[i - 1].Y) : ((2 * b.X) - c.X, (2 * b.Y) - c.Y);
            (double dx, double dy) = i + 1 < to ? (stroke[i + 2].X, stroke[i + 2].Y) : ((2 * c.X) - b.X, (2 * c.Y) - b.Y);
            for (int k = i == from ? 0 : 1; k <= PiecesPerSpan; k++)
            {
                double t = k / (double)PiecesPerSpan;
                double x = Curve(ax, b.X, c.X, dx, t);
                double y = Curve(ay, b.Y, c.Y, dy, t);
                double along = (i + t) / (stroke.Length - 1);
                points.Add((x, y, pressureAtStart + ((pressureAtEnd - pressureAtStart) * along), i == 0 && k == 0));
            }
        }
    }

    static double Curve(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * ((c - a) + (t * (((2 * a) - (5 * b) + (4 * c) - d) + (t * ((3 * (b - c)) + d - a))))));

    /// <summary>Replaces every point.</summary>
    public void Move(Func<double, double, (double X, double Y)> place)
    {
        for (int i = 0; i < points.Count; i++)
        {
            (double x, double y) = place(points[i].X, points[i].Y);
            points[i] = (x, y, points[i].Pressure, points[i].Start);
        }
    }
}
