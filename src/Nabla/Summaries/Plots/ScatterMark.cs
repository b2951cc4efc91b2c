namespace Nabla.Summaries;

/// <summary>A dot for each pair of values.</summary>
sealed class ScatterMark(double[] x, double[] y, string? label, PlotColor color) : PlotMark(label, color)
{
    // Many dots are drawn smaller, so that a cloud stays a cloud.
    readonly double radius = x.Length > 2000 ? 1.8 : x.Length > 300 ? 2.6 : 3.8;

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
        foreach (PlotPoint p in Places(frame))
        {
            canvas.Circle(p, radius + 0.7, PlotColor.White.WithOpacity(0.8));
            canvas.Circle(p, radius, Color.WithOpacity(0.8));
        }
    }

    public override void DrawKey(PlotCanvas canvas, PlotPoint middle) => canvas.Circle(middle, 4, Color.WithOpacity(0.85));

    public override IEnumerable<PlotPoint> Places(PlotFrame frame)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (frame.Takes(x[i], y[i]))
            {
                yield return frame.At(x[i], y[i]);
            }
        }
    }
}
