using System.Text;
using Nabla.Files;
using Nabla.Summaries;

namespace Nabla;

/// <summary>A picture of a model: its layers as boxes, and arrows where the output of one goes into another; SVG text or dots.</summary>
/// <remarks>Made by <see cref="Model.PlotModel"/>. The picture is always the same for a model.</remarks>
public sealed class ModelPlot
{
    const double DotsPerInch = 96;

    readonly Diagram diagram;
    readonly int dpi;

    internal ModelPlot(Diagram diagram, int dpi) => (this.diagram, this.dpi) = (diagram, dpi);

    /// <summary>The picture as SVG text.</summary>
    public string ToSvg() => Encoding.UTF8.GetString(Drawn((width, height) => new SvgCanvas(width, height)));

    /// <summary>The picture as the bytes of a PNG file.</summary>
    public byte[] ToPng() => Drawn((width, height) => new RasterCanvas(width, height, dpi / DotsPerInch));

    /// <summary>Writes the picture to a file whose name ends in .svg or .png; a crash leaves the old file or the new one.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CrashSafeFile.Write(path, PlotFile.Bytes("ModelPlot", path, () => Encoding.UTF8.GetBytes(ToSvg()), ToPng));
    }

    byte[] Drawn(Func<double, double, PlotCanvas> open)
    {
        const double Margin = DiagramDrawing.Margin;
        double width = Math.Ceiling(diagram.Width + (2 * Margin)), height = Math.Ceiling(diagram.Height + (2 * Margin));
        var canvas = open(width, height);
        canvas.Rectangle(new(0, 0, width, height), PlotColor.White);
        new DiagramDrawing(canvas).Draw(diagram, new(Margin, Margin));
        return canvas.ToFile();
    }
}
