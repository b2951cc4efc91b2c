namespace Nabla.Summaries;

/// <summary>The part of a drawing in which data are shown, with its axes.</summary>
readonly record struct PlotFrame(PlotBox Box, PlotScale X, PlotScale Y)
{
    public PlotPoint At(double x, double y) => new(Box.Left + (X.At(x) * Box.Width), Box.Bottom - (Y.At(y) * Box.Height));

    public bool Takes(double x, double y) => X.Takes(x) && Y.Takes(y);
}

/// <summary>The range of some data; Low above High where there are none.</summary>
record struct PlotRange(double Low, double High)
{
    public static PlotRange None => new(double.PositiveInfinity, double.NegativeInfinity);

    public void Add(double value, bool positive)
    {
        if (double.IsFinite(value) && (!positive || value > 0))
        {
            Low = Math.Min(Low, value);
            High = Math.Max(High, value);
        }
    }
}

/// <summary>One series of a plot.</summary>
abstract class PlotMark(string? label, PlotColor color)
{
    public string? Label => label;

    public PlotColor Color => color;

    /// <summary>Extends the ranges by the data.</summary>
    public abstract void Measure(ref PlotRange x, ref PlotRange y, bool positiveX, bool positiveY);

    /// <summary>Draws the data.</summary>
    public abstract void Draw(PlotCanvas canvas, PlotFrame frame);

    /// <summary>Draws the sample that stands in the legend, around the given middle.</summary>
    public abstract void DrawKey(PlotCanvas canvas, PlotPoint middle);

    /// <summary>Places that the legend should not hide.</summary>
    public abstract IEnumerable<PlotPoint> Places(PlotFrame frame);
}
