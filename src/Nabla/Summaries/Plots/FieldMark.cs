using Nabla.Formats;

namespace Nabla.Summaries;

/// <summary>A value for each place of a rectangle, as colours: smooth bands with contour lines, or one tile a value.</summary>
/// <param name="values">[row, column]; row 0 lies at the low end of the range.</param>
/// <param name="x">Range of the columns.</param>
/// <param name="y">Range of the rows.</param>
/// <param name="levels">Number of bands; 0 draws tiles.</param>
sealed class FieldMark(double[,] values, PlotRange x, PlotRange y, int levels) : PlotMark(null, PlotColor.Ink)
{
    readonly FieldShades shades = FieldShades.Of(values);

    public FieldShades Shades => shades;

    public int Levels => levels;

    public override void Measure(ref PlotRange rangeX, ref PlotRange rangeY, bool positiveX, bool positiveY)
    {
        rangeX.Add(x.Low, positiveX);
        rangeX.Add(x.High, positiveX);
        rangeY.Add(y.Low, positiveY);
        rangeY.Add(y.High, positiveY);
    }

    public override void Draw(PlotCanvas canvas, PlotFrame frame)
    {
        PlotPoint low = frame.At(x.Low, y.Low);
        PlotPoint high = frame.At(x.High, y.High);
        PlotBox box = new(Math.Min(low.X, high.X), Math.Min(low.Y, high.Y), Math.Max(low.X, high.X), Math.Max(low.Y, high.Y));
        if (levels == 0)
        {
            canvas.Image(box, Tiles(downwards: low.Y < high.Y), smooth: false);
            DrawValues(canvas, frame, box);
            return;
        }

        canvas.Image(box, Bands(box), smooth: false);
        for (int k = 1; k < levels; k++)
        {
            double level = shades.ValueAt(k / (double)levels);
            foreach (PlotPoint[] line in ContourLines.Of(values, level))
            {
                canvas.Line(Array.ConvertAll(line, p => new PlotPoint(
                    box.Left + (p.X / (values.GetLength(1) - 1) * box.Width), box.Bottom - (p.Y / (values.GetLength(0) - 1) * box.Height))), 0.8, PlotColor.White.WithOpacity(0.42));
            }
        }
    }

    public override void DrawKey(PlotCanvas canvas, PlotPoint middle)
    {
    }

    public override IEnumerable<PlotPoint> Places(PlotFrame frame) => [];

    void DrawValues(PlotCanvas canvas, PlotFrame frame, PlotBox box)
    {
        const double Size = 11.5;
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        string[] texts = [.. values.Cast<double>().Select(value => double.IsFinite(value) ? PlotScale.Short(value) : "")];
        if (box.Height / rows < Size * 1.5 || texts.Max(text => StrokeFont.Width(text, Size)) > box.Width / columns * 0.9)
        {
            return;
        }

        for (int i = 0; i < texts.Length; i++)
        {
            PlotPoint middle = frame.At(i % columns, i / columns);
            PlotColor ink = shades.ShareOf(values[i / columns, i % columns]) > 0.55 ? PlotColor.Ink : PlotColor.White;
            canvas.Text(middle with { Y = middle.Y + (Size * 0.35) }, texts[i], Size, ink, TextAnchor.Middle);
        }
    }

    /// <summary>Numbers of rows and columns.</summary>
    public (int Rows, int Columns) Extent => (values.GetLength(0), values.GetLength(1));

    Pixels Tiles(bool downwards)
    {
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        byte[] dots = new byte[rows * columns * 3];
        for (int i = 0; i < rows * columns; i++)
        {
            Put(dots, i, shades.ShareOf(values[downwards ? i / columns : rows - 1 - (i / columns), i % columns]));
        }

        return new(rows, columns, 3, dots);
    }

    Pixels Bands(PlotBox box)
    {
        (int rows, int columns) = ((int)(box.Height * 2), (int)(box.Width * 2));
        byte[] dots = new byte[rows * columns * 3];
        for (int i = 0; i < rows; i++)
        {
            double v = (1 - ((i + 0.5) / rows)) * (values.GetLength(0) - 1);
            for (int j = 0; j < columns; j++)
            {
                double share = shades.ShareOf(Between(v, (j + 0.5) / columns * (values.GetLength(1) - 1)));
                Put(dots, (i * columns) + j, Banded(share));
            }
        }

        return new(rows, columns, 3, dots);
    }

    /// <summary>The middle of the band that the share lies in.</summary>
    public double Banded(double share) => levels == 0 ? share : (Math.Min(Math.Floor(share * levels), levels - 1) + 0.5) / levels;

    double Between(double v, double u)
    {
        (int i, int j) = (Math.Min((int)v, values.GetLength(0) - 2), Math.Min((int)u, values.GetLength(1) - 2));
        (double b, double a) = (v - i, u - j);
        return (values[i, j] * (1 - a) * (1 - b)) + (values[i, j + 1] * a * (1 - b)) + (values[i + 1, j] * (1 - a) * b) + (values[i + 1, j + 1] * a * b);
    }

    static void Put(byte[] dots, int index, double share)
    {
        PlotColor color = PlotColorMap.At(share);
        (dots[3 * index], dots[(3 * index) + 1], dots[(3 * index) + 2]) = (color.Red, color.Green, color.Blue);
    }
}
