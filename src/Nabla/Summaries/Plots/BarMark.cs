namespace Nabla.Summaries;

/// <summary>A bar from zero for each named place; several series stand side by side.</summary>
sealed class BarMark(double[] heights, string? label, PlotColor color) : PlotMark(label, color)
{
    /// <summary>Which of how many series side by side this is; known when all have been added.</summary>
    public (int Index, int Count) Place { get; set; } = (0, 1);

    public override void Measure(ref PlotRange rangeX, ref PlotRange rangeY, bool positiveX, bool positiveY)
    {
        rangeX.Add(-0.6, false);
        rangeX.Add(heights.Length - 0.4, false);
        rangeY.Add(0, positiveY);
        foreach (double height in heights)
        {
            rangeY.Add(height, positiveY);
        }
    }

    public override void Draw(PlotCanvas canvas, PlotFrame frame)
    {
        foreach (PlotBox box in Boxes(frame))
        {
            canvas.Rectangle(box, Color);
        }
    }

    public override void DrawKey(PlotCanvas canvas, PlotPoint middle) =>
        canvas.Rectangle(new(middle.X - 7, middle.Y - 5, middle.X + 7, middle.Y + 5), Color);

    public override IEnumerable<PlotPoint> Places(PlotFrame frame)
    {
        foreach (PlotBox box in Boxes(frame))
        {
            for (int k = 0; k <= 20; k++)
            {
                double y = box.Top + (box.Height * k / 20);
                yield return new(box.Left, y);
                yield return new((box.Left + box.Right) / 2, y);
                yield return new(box.Right, y);
            }
        }
    }

    IEnumerable<PlotBox> Boxes(PlotFrame frame)
    {
        double share = 0.76 / Place.Count;
        for (int i = 0; i < heights.Length; i++)
        {
            if (!frame.Y.Takes(heights[i]))
            {
                continue;
            }

            double left = i - 0.38 + (share * Place.Index);
            PlotPoint top = frame.At(left, heights[i]);
            PlotPoint foot = frame.At(left + share, frame.Y.Logarithmic ? frame.Y.Low : 0);
            double gap = Place.Count > 1 ? Math.Min(1, (foot.X - top.X) * 0.06) : 0;
            yield return new(top.X + gap, Math.Min(top.Y, foot.Y), foot.X - gap, Math.Max(top.Y, foot.Y));
        }
    }
}
