namespace Nabla.Summaries;

/// <summary>The box that says which series is which, in the corner where it hides least.</summary>
static class PlotLegend
{
    const double TextSize = 12.5;
    const double RowHeight = 20;
    const double KeyWidth = 40;
    const double Inset = 10;

    public static void Draw(PlotCanvas canvas, PlotFrame frame, IReadOnlyList<PlotMark> marks)
    {
        PlotMark[] named = [.. marks.Where(mark => !string.IsNullOrEmpty(mark.Label))];
        if (named.Length == 0)
        {
            return;
        }

        double width = KeyWidth + named.Max(mark => StrokeFont.Width(mark.Label!, TextSize)) + 12;
        double height = (named.Length * RowHeight) + 8;
        PlotBox box = Best(frame, marks, width, height);
        canvas.Rectangle(box, PlotColor.White.WithOpacity(0.88));
        canvas.Frame(box, 1, PlotColor.Grid);
        for (int i = 0; i < named.Length; i++)
        {
            double middle = box.Top + 4 + ((i + 0.5) * RowHeight);
            named[i].DrawKey(canvas, new(box.Left + (KeyWidth / 2), middle));
            canvas.Text(new(box.Left + KeyWidth, middle + (TextSize * 0.35)), named[i].Label!, TextSize, PlotColor.Ink);
        }
    }

    static PlotBox Best(PlotFrame frame, IReadOnlyList<PlotMark> marks, double width, double height)
    {
        PlotPoint[] places = [.. marks.SelectMany(mark => mark.Places(frame))];
        PlotBox outer = frame.Box;
        PlotBox best = default;
        int least = int.MaxValue;
        foreach ((bool toRight, bool toTop) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
        {
            double left = toRight ? outer.Right - width - Inset : outer.Left + Inset;
            double top = toTop ? outer.Top + Inset : outer.Bottom - height - Inset;
            PlotBox box = new(left, top, left + width, top + height);
            PlotBox wide = new(left - 6, top - 6, left + width + 6, top + height + 6);
            int hidden = places.Count(wide.Holds);
            if (hidden < least)
            {
                (least, best) = (hidden, box);
            }
        }

        return best;
    }
}
