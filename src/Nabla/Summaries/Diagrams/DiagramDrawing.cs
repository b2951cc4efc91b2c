namespace Nabla.Summaries;

/// <summary>Draws a diagram that is laid out.</summary>
/// <param name="canvas">What it is drawn on.</param>
sealed class DiagramDrawing(PlotCanvas canvas)
{
    public const double Margin = 20;

    const double LineWidth = 1.6, HeadLength = 9, HeadWidth = 8, Corner = 6;

    static readonly PlotColor Line = new(104, 112, 124), Border = new(171, 178, 188);

    /// <summary>Draws the diagram with its upper left corner at a point.</summary>
    public void Draw(Diagram diagram, PlotPoint start, DiagramBox? around = null)
    {
        foreach (var box in diagram.Boxes.Where(box => box.Inner is not null))
        {
            Frame(box, start);
        }

        foreach (var edge in diagram.Edges)
        {
            Arrow(diagram, edge, start, around);
        }

        foreach (var box in diagram.Boxes)
        {
            var place = Moved(box.Place, start);
            if (box.Inner is { } inner)
            {
                Draw(inner, new(place.Left + box.InnerStart.X, place.Top + box.InnerStart.Y), box);
                Name(box, place);
            }
            else
            {
                Box(box, place);
            }
        }
    }

    void Box(DiagramBox box, PlotBox place)
    {
        Rounded(place, box.Color, onlyTop: box.Rows.Count > 0);
        double top = place.Top + DiagramBox.TitleHeight;
        canvas.Text(new((place.Left + place.Right) / 2, place.Top + (DiagramBox.TitleHeight / 2) + (DiagramBox.TitleSize * 0.35)), box.Title, DiagramBox.TitleSize, PlotColor.White, TextAnchor.Middle, bold: true);
        foreach (var row in box.Rows)
        {
            double spare = (place.Width - row.Sum(DiagramBox.CellWidth)) / row.Count, left = place.Left;
            foreach (var cell in row)
            {
                double right = left + DiagramBox.CellWidth(cell) + spare;
                var field = new PlotBox(left, top, right, top + DiagramBox.RowHeight);
                canvas.Rectangle(field, cell.Fill ?? PlotColor.White);
                canvas.Frame(field, 1, Border);
                canvas.Text(new((left + right) / 2, top + (DiagramBox.RowHeight / 2) + (DiagramBox.TextSize * 0.35)), cell.Text, DiagramBox.TextSize, cell.Fill is null ? PlotColor.Ink : PlotColor.White, TextAnchor.Middle);
                left = right;
            }

            top += DiagramBox.RowHeight;
        }
    }

    void Frame(DiagramBox box, PlotPoint start)
    {
        var place = Moved(box.Place, start);
        Rounded(place, box.Color, onlyTop: false);
        Rounded(new(place.Left + 1.2, place.Top + 1.2, place.Right - 1.2, place.Bottom - 1.2), box.Color.Towards(PlotColor.White, 0.93), onlyTop: false);
    }

    /// <summary>The name of a frame, over the arrows that come in beside it.</summary>
    void Name(DiagramBox box, PlotBox place)
    {
        var at = new PlotPoint(place.Left + DiagramBox.Padding, place.Top + (DiagramBox.TitleHeight / 2) + (DiagramBox.TitleSize * 0.35));
        double width = DiagramBox.TitleWidth(box.Title);
        canvas.Rectangle(new(at.X - 3, place.Top + 4, at.X + width + 3, place.Top + DiagramBox.TitleHeight - 3), box.Color.Towards(PlotColor.White, 0.93));
        canvas.Text(at, box.Title, DiagramBox.TitleSize, box.Color, bold: true);
    }

    void Arrow(Diagram diagram, DiagramEdge edge, PlotPoint start, DiagramBox? around)
    {
        List<PlotPoint> way = [.. edge.Way.Select(p => new PlotPoint(p.X + start.X, p.Y + start.Y))];
        if (edge.From < 0)
        {
            way.Insert(0, Outside(diagram, way[0], around!, entering: true));
        }

        if (edge.To < 0)
        {
            way.Add(Outside(diagram, way[^1], around!, entering: false));
        }

        // Lines end at frames; the head is at the box inside.
        bool head = edge.To >= 0 && (diagram.Boxes[edge.To].Inner is null || edge.From == edge.To);
        if (!head)
        {
            canvas.Line([.. way], LineWidth, Line);
            return;
        }

        var tip = way[^1];
        var before = way.FindLast(p => Distance(p, tip) >= HeadLength * 0.7);
        double length = Distance(before, tip);
        double dx = (tip.X - before.X) / length, dy = (tip.Y - before.Y) / length;
        var neck = new PlotPoint(tip.X - (dx * HeadLength), tip.Y - (dy * HeadLength));
        while (way.Count > 1 && Distance(way[^1], tip) < HeadLength)
        {
            way.RemoveAt(way.Count - 1);
        }

        way.Add(neck);
        canvas.Line([.. way], LineWidth, Line);
        canvas.Fill([tip, new(neck.X - (dy * HeadWidth / 2), neck.Y + (dx * HeadWidth / 2)), new(neck.X + (dy * HeadWidth / 2), neck.Y - (dx * HeadWidth / 2))], Line);
    }

    /// <summary>Where a line that meets the border of a diagram meets that of the box around it.</summary>
    static PlotPoint Outside(Diagram diagram, PlotPoint at, DiagramBox around, bool entering)
    {
        double above = around.InnerStart.Y, below = around.Height - around.InnerStart.Y - diagram.Height, beside = around.InnerStart.X;
        return diagram.Direction switch
        {
            RankDir.TopToBottom => at with { Y = entering ? at.Y - above : at.Y + below },
            RankDir.BottomToTop => at with { Y = entering ? at.Y + below : at.Y - above },
            RankDir.LeftToRight => at with { X = entering ? at.X - beside : at.X + beside },
            _ => at with { X = entering ? at.X + beside : at.X - beside },
        };
    }

    void Rounded(PlotBox box, PlotColor color, bool onlyTop)
    {
        List<PlotPoint> outline = [];
        Quarter(box.Left + Corner, box.Top + Corner, Math.PI, Corner);
        Quarter(box.Right - Corner, box.Top + Corner, Math.PI * 1.5, Corner);
        if (onlyTop)
        {
            outline.Add(new(box.Right, box.Bottom));
            outline.Add(new(box.Left, box.Bottom));
        }
        else
        {
            Quarter(box.Right - Corner, box.Bottom - Corner, 0, Corner);
            Quarter(box.Left + Corner, box.Bottom - Corner, Math.PI * 0.5, Corner);
        }

        canvas.Fill([.. outline], color);

        void Quarter(double x, double y, double from, double radius)
        {
            for (int i = 0; i <= 6; i++)
            {
                var (sin, cos) = Math.SinCos(from + (i * Math.PI / 12));
                outline.Add(new(x + (radius * cos), y + (radius * sin)));
            }
        }
    }

    static PlotBox Moved(PlotBox box, PlotPoint by) => new(box.Left + by.X, box.Top + by.Y, box.Right + by.X, box.Bottom + by.Y);

    static double Distance(PlotPoint a, PlotPoint b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
