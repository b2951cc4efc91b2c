using System.Numerics;
using System.Text;
using Nabla.Files;
using Nabla.Summaries;

namespace Nabla;

/// <summary>A diagram: lines, dots, bars, or a coloured field, with axes, grid and legend; saved as SVG or PNG.</summary>
/// <remarks>Calls add to the diagram and return it: <c>new Plot("Loss").Line(epochs, losses, "training").XLabel("epoch").Save("loss.png")</c>.
/// Ranges follow the data; values that are no numbers leave gaps.</remarks>
/// <param name="title">Stands above the diagram.</param>
public sealed class Plot(string title = "")
{
    readonly List<PlotMark> marks = [];
    readonly List<string> names = [];
    string xLabel = "";
    string yLabel = "";
    PlotRange? xRange;
    PlotRange? yRange;
    bool logX;
    bool logY;
    double width = 800;
    double height = 500;
    int series;

    /// <summary>Adds a line through (x, y).</summary>
    /// <param name="x">Values on the horizontal axis.</param>
    /// <param name="y">As many values on the vertical axis.</param>
    /// <param name="label">Name in the legend.</param>
    /// <param name="color">Like "#0072b2"; the next of a colour-blind-safe palette by default.</param>
    /// <param name="dashed">True draws dashes.</param>
    /// <param name="markers">True puts a dot on each point.</param>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public Plot Line<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? label = null, string? color = null, bool dashed = false, bool markers = false)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        (double[] xs, double[] ys) = Pairs("Line", x, y);
        marks.Add(new LineMark(xs, ys, label, Next(color), dashed, markers));
        return this;
    }

    /// <summary>Adds a line through (0, y₀), (1, y₁), ….</summary>
    public Plot Line<TY>(IEnumerable<TY> y, string? label = null, string? color = null, bool dashed = false, bool markers = false)
        where TY : INumber<TY>
    {
        double[] ys = Numbers(y);
        return Line(Enumerable.Range(0, ys.Length), ys, label, color, dashed, markers);
    }

    /// <summary>Adds a dot at each (x, y).</summary>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public Plot Scatter<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? label = null, string? color = null)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        (double[] xs, double[] ys) = Pairs("Scatter", x, y);
        marks.Add(new ScatterMark(xs, ys, label, Next(color)));
        return this;
    }

    /// <summary>Adds a bar for each name; a further call with the same names puts its bars beside them.</summary>
    /// <exception cref="ArgumentException">The numbers of names and heights differ, or the names are others than before.</exception>
    public Plot Bar<T>(IEnumerable<string> names, IEnumerable<T> heights, string? label = null, string? color = null)
        where T : INumber<T>
    {
        string[] given = [.. names];
        double[] values = Numbers(heights);
        if (given.Length != values.Length)
        {
            throw new ArgumentException($"Plot.Bar: {given.Length} names and {values.Length} heights: each bar needs both.", nameof(heights));
        }

        if (this.names.Count > 0 && !this.names.SequenceEqual(given))
        {
            throw new ArgumentException("Plot.Bar: the names differ from those of the bars before: bars side by side share their names.", nameof(names));
        }

        this.names.Clear();
        this.names.AddRange(given);
        marks.Add(new BarMark(values, label, Next(color)));
        BarMark[] bars = [.. marks.OfType<BarMark>()];
        for (int i = 0; i < bars.Length; i++)
        {
            bars[i].Place = (i, bars.Length);
        }

        return this;
    }

    /// <summary>Fills the frame with the contours of z = f(x, y), for example a loss surface; add lines after it to draw the ways of optimizers.</summary>
    /// <param name="f">The function.</param>
    /// <param name="xFrom">Left end.</param>
    /// <param name="xTo">Right end.</param>
    /// <param name="yFrom">Lower end.</param>
    /// <param name="yTo">Upper end.</param>
    /// <param name="levels">Number of bands.</param>
    /// <exception cref="ArgumentException">A range is empty, or there are less than 2 levels.</exception>
    public Plot Contours(Func<double, double, double> f, double xFrom, double xTo, double yFrom, double yTo, int levels = 16)
    {
        const int Samples = 181;
        CheckRange("Contours", xFrom, xTo);
        CheckRange("Contours", yFrom, yTo);
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        double[,] values = new double[Samples, Samples];
        for (int i = 0; i < Samples; i++)
        {
            for (int j = 0; j < Samples; j++)
            {
                values[i, j] = f(xFrom + ((xTo - xFrom) * j / (Samples - 1)), yFrom + ((yTo - yFrom) * i / (Samples - 1)));
            }
        }

        marks.Insert(0, new FieldMark(values, new(xFrom, xTo), new(yFrom, yTo), levels));
        return this;
    }

    /// <summary>Shows values [row, column] as coloured tiles; row 0 is at the top, as in a matrix; large enough tiles bear their value. Tile (i, j) has its middle at y = i, x = j.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public Plot Heatmap(double[,] values)
    {
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        if (rows == 0 || columns == 0)
        {
            throw new ArgumentException($"Plot.Heatmap: {rows} × {columns} values: at least one was expected.", nameof(values));
        }

        marks.Insert(0, new FieldMark((double[,])values.Clone(), new(-0.5, columns - 0.5), new(-0.5, rows - 0.5), levels: 0));
        // The axis counts downwards, like the rows.
        yRange ??= new(rows - 0.5, -0.5);
        return this;
    }

    /// <summary>Names the horizontal axis.</summary>
    public Plot XLabel(string text)
    {
        xLabel = text;
        return this;
    }

    /// <summary>Names the vertical axis.</summary>
    public Plot YLabel(string text)
    {
        yLabel = text;
        return this;
    }

    /// <summary>Shows this part of the horizontal axis.</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public Plot XRange(double from, double to)
    {
        CheckRange("XRange", from, to);
        xRange = new(from, to);
        return this;
    }

    /// <summary>Shows this part of the vertical axis.</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public Plot YRange(double from, double to)
    {
        CheckRange("YRange", from, to);
        yRange = new(from, to);
        return this;
    }

    /// <summary>Divides the horizontal axis by powers of ten; values of 0 and below are left out.</summary>
    public Plot LogX()
    {
        logX = true;
        return this;
    }

    /// <summary>Divides the vertical axis by powers of ten; values of 0 and below are left out.</summary>
    public Plot LogY()
    {
        logY = true;
        return this;
    }

    /// <summary>Sets the size of the diagram, 800 × 500 by default; a PNG has twice as many dots each way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 160 or above 4000.</exception>
    public Plot Size(double width, double height)
    {
        if (!(width is >= 160 and <= 4000 && height is >= 160 and <= 4000))
        {
            throw new ArgumentOutOfRangeException(nameof(width), $"Plot.Size: {width} × {height}: both sides may be 160 to 4000.");
        }

        (this.width, this.height) = (width, height);
        return this;
    }

    /// <summary>The diagram as SVG text.</summary>
    public string ToSvg() => Encoding.UTF8.GetString(Drawn(new SvgCanvas(width, height)));

    /// <summary>The diagram as the bytes of a PNG file.</summary>
    /// <param name="scale">Dots a unit of <see cref="Size"/>, 0.5 to 4.</param>
    public byte[] ToPng(double scale = 2) => scale is >= 0.5 and <= 4
        ? Drawn(new RasterCanvas(width, height, scale))
        : throw new ArgumentOutOfRangeException(nameof(scale), $"Plot.ToPng: a scale of {scale}: 0.5 to 4 is possible.");

    /// <summary>Writes the diagram to a file whose name ends in .svg or .png; a crash leaves the old file or the new one.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void Save(string path) => CrashSafeFile.Write(path, PlotFile.Bytes("Plot", path, () => Encoding.UTF8.GetBytes(ToSvg()), () => ToPng()));

    byte[] Drawn(PlotCanvas canvas)
    {
        new PlotDrawing(canvas, new(0, 0, width, height), title, xLabel, yLabel, marks, names, xRange, yRange, logX, logY).Draw();
        return canvas.ToFile();
    }

    PlotColor Next(string? color) => color is null ? PlotColor.OfSeries(series++) : PlotColor.Parse(color);

    static double[] Numbers<T>(IEnumerable<T> values)
        where T : INumber<T> => [.. values.Select(double.CreateSaturating)];

    static (double[] X, double[] Y) Pairs<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> y)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        (double[] xs, double[] ys) = (Numbers(x), Numbers(y));
        return xs.Length == ys.Length ? (xs, ys) : throw new ArgumentException($"Plot.{name}: {xs.Length} values for x and {ys.Length} for y: there must be as many.");
    }

    static void CheckRange(string name, double from, double to)
    {
        if (!(from < to && double.IsFinite(to - from)))
        {
            throw new ArgumentException($"Plot.{name}: from {from} to {to}: the end must lie above the start.");
        }
    }
}
