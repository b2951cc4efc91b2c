namespace Nabla.Summaries;

/// <summary>Lays out one diagram and draws it: title, axes, grid, data, legend, colour bar.</summary>
sealed class PlotDrawing
{
    const double TickSize = 12;
    const double LabelSize = 13.5;
    const double TitleSize = 17;
    const double Margin = 18;
    const double BarWidth = 14;

    readonly PlotCanvas canvas;
    readonly PlotBox area;
    readonly string title;
    readonly string xLabel;
    readonly string yLabel;
    readonly IReadOnlyList<PlotMark> marks;
    readonly FieldMark? field;
    readonly PlotScale x;
    readonly PlotScale y;
    readonly IReadOnlyList<PlotTick> xTicks;
    readonly IReadOnlyList<PlotTick> yTicks;
    readonly bool named;

    public PlotDrawing(PlotCanvas canvas, PlotBox area, string title, string xLabel, string yLabel, IReadOnlyList<PlotMark> marks, IReadOnlyList<string> names,
        PlotRange? xRange, PlotRange? yRange, bool logX, bool logY)
    {
        (this.canvas, this.area, this.title, this.xLabel, this.yLabel, this.marks) = (canvas, area, title, xLabel, yLabel, marks);
        field = marks.OfType<FieldMark>().FirstOrDefault();
        named = names.Count > 0;
        (PlotRange rangeX, PlotRange rangeY) = (PlotRange.None, PlotRange.None);
        foreach (PlotMark mark in marks)
        {
            mark.Measure(ref rangeX, ref rangeY, logX, logY);
            if (mark is LineMark line)
            {
                line.Rim = field is not null;
            }
        }

        x = xRange is { } given ? new(given.Low, given.High, logX) : PlotScale.Around(rangeX.Low, rangeX.High, logX, field is null && !named ? 0.025 : 0);
        y = yRange is { } set ? new(set.Low, set.High, logY) : PlotScale.Around(rangeY.Low, rangeY.High, logY, field is null ? 0.05 : 0);
        if (yRange is null && !logY && field is null && rangeY.Low >= 0 && rangeY.Low < (named ? double.PositiveInfinity : 0.3 * rangeY.High))
        {
            // Bars stand on the axis, and curves that come near to zero show how near.
            y = y with { Low = 0 };
        }

        // A small matrix has a tick for every row and column.
        bool small = field is { Levels: 0, Extent: { Rows: <= 16, Columns: <= 16 } };
        xTicks = named ? [.. names.Select((name, i) => new PlotTick(i, name))] : x.Ticks(small ? field!.Extent.Columns : (int)Math.Clamp(area.Width / 95, 2, 10));
        yTicks = Upright(y).Ticks(small ? field!.Extent.Rows : (int)Math.Clamp(area.Height / 70, 2, 10));
    }

    static PlotScale Upright(PlotScale scale) => scale.Low <= scale.High ? scale : new(scale.High, scale.Low, scale.Logarithmic);

    public void Draw()
    {
        canvas.Rectangle(area, PlotColor.White);
        double top = area.Top + (title.Length > 0 ? Margin + TitleSize + 12 : Margin);
        double bottom = area.Bottom - Margin - TickSize - 4 - (xLabel.Length > 0 ? LabelSize + 10 : 0);
        double widest = yTicks.Count == 0 ? 0 : yTicks.Max(tick => StrokeFont.Width(tick.Label, TickSize));
        double left = area.Left + Margin + widest + 8 + (yLabel.Length > 0 ? LabelSize + 8 : 0);
        double right = area.Right - Margin - (field is null ? 4 : BarWidth + 62);
        PlotFrame frame = new(new(left, top, Math.Max(left + 40, right), Math.Max(top + 40, bottom)), x, y);
        DrawGrid(frame);
        canvas.Clip(frame.Box);
        foreach (PlotMark mark in marks)
        {
            mark.Draw(canvas, frame);
        }

        canvas.Clip(null);
        DrawAxes(frame);
        DrawLabels(frame);
        if (field is not null)
        {
            DrawColorBar(frame.Box, field);
        }

        PlotLegend.Draw(canvas, frame, marks);
    }

    void DrawGrid(PlotFrame frame)
    {
        if (field is not null)
        {
            return;
        }

        foreach (PlotTick tick in named ? [] : xTicks)
        {
            double at = Snapped(frame.At(tick.Value, y.Low).X);
            canvas.Line(at, frame.Box.Top, at, frame.Box.Bottom, 1, PlotColor.Grid);
        }

        foreach (PlotTick tick in yTicks)
        {
            double at = Snapped(frame.At(x.Low, tick.Value).Y);
            canvas.Line(frame.Box.Left, at, frame.Box.Right, at, 1, PlotColor.Grid);
        }
    }

    void DrawAxes(PlotFrame frame)
    {
        PlotBox box = frame.Box;
        if (field is not null)
        {
            canvas.Frame(box, 1, PlotColor.Axis);
        }
        else
        {
            canvas.Line(box.Left, box.Bottom, box.Right, box.Bottom, 1.2, PlotColor.Axis);
            canvas.Line(box.Left, box.Top, box.Left, box.Bottom, 1.2, PlotColor.Axis);
        }

        foreach (PlotTick tick in yTicks)
        {
            double at = frame.At(x.Low, tick.Value).Y;
            canvas.Text(new(box.Left - 8, at + (TickSize * 0.35)), tick.Label, TickSize, PlotColor.SoftInk, TextAnchor.End);
        }

        // Names that would run into each other are written at every second, third … place.
        double widest = xTicks.Count == 0 ? 0 : xTicks.Max(tick => StrokeFont.Width(tick.Label, TickSize));
        int stride = named ? Math.Max(1, (int)Math.Ceiling((widest + 8) * xTicks.Count / box.Width)) : 1;
        for (int i = 0; i < xTicks.Count; i += stride)
        {
            double at = frame.At(xTicks[i].Value, y.Low).X;
            canvas.Text(new(at, box.Bottom + 6 + (TickSize * 0.85)), xTicks[i].Label, TickSize, PlotColor.SoftInk, TextAnchor.Middle);
        }
    }

    void DrawLabels(PlotFrame frame)
    {
        PlotBox box = frame.Box;
        if (title.Length > 0)
        {
            canvas.Text(new((box.Left + box.Right) / 2, area.Top + Margin + (TitleSize * 0.85)), title, TitleSize, PlotColor.Ink, TextAnchor.Middle, bold: true);
        }

        if (xLabel.Length > 0)
        {
            canvas.Text(new((box.Left + box.Right) / 2, area.Bottom - Margin - 1), xLabel, LabelSize, PlotColor.Ink, TextAnchor.Middle);
        }

        if (yLabel.Length > 0)
        {
            canvas.Text(new(area.Left + Margin + (LabelSize * 0.75), (box.Top + box.Bottom) / 2), yLabel, LabelSize, PlotColor.Ink, TextAnchor.Middle, upwards: true);
        }
    }

    void DrawColorBar(PlotBox box, FieldMark marked)
    {
        double left = box.Right + 14;
        int steps = marked.Levels == 0 ? 96 : marked.Levels;
        for (int k = 0; k < steps; k++)
        {
            // Neighbours overlap by half a unit, so that no seam shows.
            double lower = box.Bottom - (box.Height * k / steps);
            double upper = Math.Max(box.Top, box.Bottom - (box.Height * (k + 1) / steps) - (k + 1 < steps ? 0.5 : 0));
            canvas.Rectangle(new(left, upper, left + BarWidth, lower), PlotColorMap.At((k + 0.5) / steps));
        }

        canvas.Frame(new(left, box.Top, left + BarWidth, box.Bottom), 1, PlotColor.Axis);
        for (int k = 0; k <= 4; k++)
        {
            double at = box.Bottom - (box.Height * k / 4);
            canvas.Text(new(left + BarWidth + 6, at + (TickSize * 0.35)), PlotScale.Short(marked.Shades.ValueAt(k / 4.0)), TickSize, PlotColor.SoftInk);
        }
    }

    // Thin straight lines are sharp when they run through the middle of dots.
    static double Snapped(double at) => Math.Floor(at) + 0.5;
}
