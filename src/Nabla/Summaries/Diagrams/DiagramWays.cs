namespace Nabla.Summaries;

/// <summary>The ways of arrows, as points close enough to look round: upright through ranks, bent between them.</summary>
static class DiagramWays
{
    const int Steps = 18;
    const double LoopReach = 20;

    // So far arrows leave and arrive upright, heads and all.
    const double Straight = 8;

    /// <summary>The way along pieces of an edge from top to bottom.</summary>
    public static List<PlotPoint> Of(IReadOnlyList<LayeredSegment> pieces, double[] starts, double[] ends)
    {
        List<PlotPoint> way = [];
        foreach (var (piece, i) in pieces.Select((piece, i) => (piece, i)))
        {
            var (upper, lower) = (piece.Upper, piece.Lower);
            double from = upper.At + piece.UpperPort, to = lower.At + piece.LowerPort;
            if (i == 0)
            {
                way.Add(new(from, ((starts[upper.Rank] + ends[upper.Rank]) / 2) + (upper.Depth / 2)));
            }

            Bend(way, new(from, ends[upper.Rank] + Straight), new(to, starts[lower.Rank] - Straight));
            if (i == pieces.Count - 1)
            {
                way.Add(new(to, ((starts[lower.Rank] + ends[lower.Rank]) / 2) - (lower.Depth / 2)));
            }
        }

        return Without(way);
    }

    /// <summary>The way from the lower part of a box's right side to its upper part.</summary>
    public static List<PlotPoint> Loop(double side, double middle, double depth)
    {
        double half = Math.Min(depth * 0.28, 40);
        List<PlotPoint> way = [];
        Curve(way, new(side, middle + half), new(side + (LoopReach * 1.35), middle + half), new(side + (LoopReach * 1.35), middle - half), new(side, middle - half));
        return way;
    }

    /// <summary>A bend that leaves and arrives upright.</summary>
    static void Bend(List<PlotPoint> way, PlotPoint start, PlotPoint end)
    {
        if (Math.Abs(start.X - end.X) < 0.25)
        {
            way.Add(start);
            way.Add(end);
            return;
        }

        double reach = (end.Y - start.Y) * 0.68;
        Curve(way, start, start with { Y = start.Y + reach }, end with { Y = end.Y - reach }, end);
    }

    static void Curve(List<PlotPoint> way, PlotPoint a, PlotPoint b, PlotPoint c, PlotPoint d)
    {
        for (int i = 0; i <= Steps; i++)
        {
            double t = (double)i / Steps, s = 1 - t;
            way.Add(new(
                (a.X * s * s * s) + (3 * b.X * s * s * t) + (3 * c.X * s * t * t) + (d.X * t * t * t),
                (a.Y * s * s * s) + (3 * b.Y * s * s * t) + (3 * c.Y * s * t * t) + (d.Y * t * t * t)));
        }
    }

    /// <summary>Points that only repeat the one before left out.</summary>
    static List<PlotPoint> Without(List<PlotPoint> way) => [.. way.Where((p, i) => i == 0 || Math.Abs(p.X - way[i - 1].X) + Math.Abs(p.Y - way[i - 1].Y) > 1e-6)];
}
