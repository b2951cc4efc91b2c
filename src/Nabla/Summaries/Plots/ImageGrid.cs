using System.Text;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Summaries;

namespace Nabla;

/// <summary>Pictures side by side with captions under them, saved as SVG or PNG.</summary>
/// <remarks>Small pictures are enlarged with their dots as squares.</remarks>
/// <param name="title">Stands above the pictures.</param>
/// <param name="columns">Pictures a row.</param>
/// <param name="cell">Side of the square that a picture fills in its longer direction.</param>
public sealed class ImageGrid(string title = "", int columns = 8, double cell = 84)
{
    const double Margin = 18;
    const double Gap = 10;
    const double TitleSize = 17;
    const double CaptionSize = 12;

    readonly int columns = columns is >= 1 and <= 64 ? columns : throw new ArgumentOutOfRangeException(nameof(columns), $"ImageGrid: {columns} columns: 1 to 64 are possible.");
    readonly double cell = cell is >= 16 and <= 1000 ? cell : throw new ArgumentOutOfRangeException(nameof(cell), $"ImageGrid: cells of {cell}: 16 to 1000 is possible.");
    readonly List<(Pixels Picture, string Caption, PlotColor Color)> entries = [];

    /// <summary>Adds a picture.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="caption">Stands under it.</param>
    /// <param name="color">Of the caption, like "#d55e00".</param>
    public ImageGrid Add(Pixels picture, string caption = "", string? color = null)
    {
        entries.Add((picture, caption, color is null ? PlotColor.SoftInk : PlotColor.Parse(color)));
        return this;
    }

    /// <summary>The pictures as SVG text.</summary>
    public string ToSvg() => Encoding.UTF8.GetString(Drawn((width, height) => new SvgCanvas(width, height)));

    /// <summary>The pictures as the bytes of a PNG file with this many dots a unit of the cell.</summary>
    public byte[] ToPng(double scale = 2) => scale is >= 0.5 and <= 4
        ? Drawn((width, height) => new RasterCanvas(width, height, scale))
        : throw new ArgumentOutOfRangeException(nameof(scale), $"ImageGrid.ToPng: a scale of {scale}: 0.5 to 4 is possible.");

    /// <summary>Writes the pictures to a file whose name ends in .svg or .png; a crash leaves the old file or the new one.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void Save(string path) => CrashSafeFile.Write(path, PlotFile.Bytes("ImageGrid", path, () => Encoding.UTF8.GetBytes(ToSvg()), () => ToPng()));

    byte[] Drawn(Func<double, double, PlotCanvas> open)
    {
        double captions = entries.Any(entry => entry.Caption.Length > 0) ? CaptionSize + 6 : 0;
        double head = title.Length > 0 ? TitleSize + 14 : 0;
        int across = Math.Clamp(entries.Count, 1, columns);
        int rows = Math.Max(1, (entries.Count + columns - 1) / columns);
        double width = Math.Max((2 * Margin) + (across * (cell + Gap)) - Gap, (2 * Margin) + StrokeFont.Width(title, TitleSize));
        double height = (2 * Margin) + head + (rows * (cell + captions + Gap)) - Gap;
        PlotCanvas canvas = open(width, height);
        canvas.Rectangle(new(0, 0, width, height), PlotColor.White);
        if (title.Length > 0)
        {
            canvas.Text(new(width / 2, Margin + (TitleSize * 0.75)), title, TitleSize, PlotColor.Ink, TextAnchor.Middle, bold: true);
        }

        double start = (width - (across * (cell + Gap)) + Gap) / 2;
        for (int i = 0; i < entries.Count; i++)
        {
            (Pixels picture, string caption, PlotColor color) = entries[i];
            double left = start + (i % columns * (cell + Gap));
            double top = Margin + head + (i / columns * (cell + captions + Gap));
            double scale = cell / Math.Max(picture.Width, picture.Height);
            (double w, double h) = (picture.Width * scale, picture.Height * scale);
            PlotBox box = new(left + ((cell - w) / 2), top + ((cell - h) / 2), left + ((cell + w) / 2), top + ((cell + h) / 2));
            canvas.Image(box, picture, smooth: scale < 0.5);
            canvas.Frame(box, 0.8, PlotColor.Grid);
            canvas.Text(new(left + (cell / 2), top + cell + CaptionSize + 2), caption, CaptionSize, color, TextAnchor.Middle);
        }

        return canvas.ToFile();
    }
}
