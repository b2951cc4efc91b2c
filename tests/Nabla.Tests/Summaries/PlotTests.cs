using System.Xml.Linq;
using Nabla.Formats;
using Nabla.Summaries;
using Xunit;

namespace Nabla.Tests.Summaries;

public class PlotTests
{
    static Plot Curves => new Plot("Loss & co <1>").Line([1, 2, 3], [0.9f, 0.4f, 0.3f], "training").Line([1.0, 2, 3], [1.0, 0.6, 0.5], "validation", dashed: true)
        .XLabel("epoch").YLabel("loss");

    static IEnumerable<string> Words(Plot plot) => XDocument.Parse(plot.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value);

    static bool Has(Pixels picture, int red, int green, int blue) =>
        Enumerable.Range(0, picture.Height * picture.Width).Any(i => (picture.Bytes[3 * i], picture.Bytes[(3 * i) + 1], picture.Bytes[(3 * i) + 2]) == (red, green, blue));

    [Fact]
    public void Svg_is_well_formed_and_holds_every_word()
    {
        string[] words = [.. Words(Curves)];
        Assert.All((string[])["Loss & co <1>", "training", "validation", "epoch", "loss", "0.4"], word => Assert.Contains(word, words));
    }

    [Fact]
    public void Png_has_the_size_and_the_colours_of_the_series()
    {
        Pixels picture = Png.Decode(Curves.Size(400, 300).ToPng(scale: 1.5));
        Assert.Equal((450, 600, 3), (picture.Height, picture.Width, picture.Channels));
        Assert.True(Has(picture, 0, 114, 178));
        Assert.True(Has(picture, 213, 94, 0));
    }

    [Fact]
    public void Every_kind_of_mark_draws_in_both_formats()
    {
        Plot[] plots =
        [
            new Plot().Scatter([1, 2], [3, 4], "dots", color: "#123456"),
            new Plot().Bar(["a", "b"], [1, -2], "one", color: "#123456").Bar(["a", "b"], [3, 4], "two"),
            new Plot().Contours((x, y) => (x * x) + (y * y), -1, 1, -2, 2).Line([0.0, 0.5], [0.0, 1.0], "way", color: "#123456", markers: true),
            new Plot().Heatmap(new double[,] { { 1, 2, 3 }, { 4, 5, double.NaN } }).Line([0, 1], [0, 1], color: "#123456"),
        ];
        foreach (Plot plot in plots)
        {
            Assert.NotNull(XDocument.Parse(plot.ToSvg()).Root);
            Assert.True(Png.Decode(plot.ToPng(1)).Width == 800);
            Assert.Contains("#123456", plot.ToSvg(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_one_value_and_values_that_are_no_numbers_are_drawn_without_complaint()
    {
        Plot[] plots =
        [
            new Plot(),
            new Plot("x").Line(Array.Empty<float>()),
            new Plot().Line([5.0], "single"),
            new Plot().Line([double.NaN, double.PositiveInfinity, double.NaN], "none"),
            new Plot().Line([1, double.NaN, 3, 4]),
            new Plot().Line([0.0, -1, 10, 1000]).LogY(),
            new Plot().Line([0.0, -1]).LogY().LogX(),
            new Plot().Line([1e300, -1e300]),
            new Plot().Line([7, 7, 7]),
            new Plot().Scatter(Array.Empty<int>(), Array.Empty<int>(), "empty"),
            new Plot().Bar(Array.Empty<string>(), Array.Empty<int>()),
            new Plot().Contours((_, _) => 3, 0, 1, 0, 1),
            new Plot().Contours((x, _) => x > 0.5 ? double.NaN : x, 0, 1, 0, 1),
            new Plot().Heatmap(new double[,] { { 2 } }),
            new Plot().Line([0.0, 1e9], [0.0, 1e9]).XRange(0, 1).YRange(0, 1),
        ];
        foreach (Plot plot in plots)
        {
            Assert.NotNull(XDocument.Parse(plot.ToSvg()).Root);
            Assert.True(Png.IsPng(plot.Size(240, 180).ToPng(1)));
        }
    }

    [Fact]
    public void A_value_that_is_no_number_breaks_the_line()
    {
        XDocument svg = XDocument.Parse(new Plot().Line([1, 2, double.NaN, 3, 4], color: "#abcdef").ToSvg());
        Assert.Equal(2, svg.Descendants().Count(e => e.Name.LocalName == "polyline" && (string?)e.Attribute("stroke") == "#abcdef"));
    }

    [Fact]
    public void Files_are_written_by_their_ending()
    {
        string folder = Directory.CreateTempSubdirectory("nabla-plot-").FullName;
        try
        {
            Curves.Save(Path.Combine(folder, "a.svg"));
            Curves.Save(Path.Combine(folder, "a.PNG"));
            Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "a.svg")), StringComparison.Ordinal);
            Assert.True(Png.IsPng(File.ReadAllBytes(Path.Combine(folder, "a.PNG"))));
            Assert.Throws<ArgumentException>(() => Curves.Save(Path.Combine(folder, "a.gif")));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Wrong_calls_say_what_is_wrong()
    {
        Assert.Contains("3 values for x and 2 for y", Assert.Throws<ArgumentException>(() => new Plot().Line([1, 2, 3], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Plot().Bar(["a"], [1, 2]));
        Assert.Throws<ArgumentException>(() => new Plot().Bar(["a"], [1]).Bar(["b"], [1]));
        Assert.Throws<ArgumentException>(() => new Plot().Line([1], color: "reddish"));
        Assert.Throws<ArgumentException>(() => new Plot().XRange(2, 1));
        Assert.Throws<ArgumentException>(() => new Plot().Contours((_, _) => 0, 0, 0, 0, 1));
        Assert.Throws<ArgumentException>(() => new Plot().Heatmap(new double[0, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Plot().Size(10, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Plot().ToPng(9));
    }

    [Fact]
    public void A_legend_stands_where_no_curve_is()
    {
        PlotFrame frame = new(new(0, 0, 400, 300), new(0, 1, false), new(0, 1, false));
        LineMark falling = new([0, 1], [1, 0], "falling", PlotColor.Ink, false, false);
        SvgCanvas canvas = new(400, 300);
        PlotLegend.Draw(canvas, frame, [falling]);
        XElement text = XDocument.Parse(System.Text.Encoding.UTF8.GetString(canvas.ToFile())).Descendants().First(e => e.Name.LocalName == "text");
        (double x, double y) = ((double)text.Attribute("x")!, (double)text.Attribute("y")!);
        Assert.True((x > 200 && y < 150) || (x < 200 && y > 150));
    }

    [Fact]
    public void An_image_grid_shows_every_picture_and_caption()
    {
        ImageGrid grid = new("Digits", columns: 3);
        for (int i = 0; i < 7; i++)
        {
            grid.Add(new Pixels(28, 28, 1, Nabla.Data.Digits.DrawOne(i)), $"is {i}");
        }

        XDocument svg = XDocument.Parse(grid.ToSvg());
        Assert.Equal(7, svg.Descendants().Count(e => e.Name.LocalName == "image"));
        Assert.Contains(svg.Descendants(), e => e.Value == "is 6");
        Pixels picture = Png.Decode(grid.ToPng(1));
        Assert.True(Has(picture, 0, 0, 0) && Has(picture, 255, 255, 255));
        Assert.True(Png.IsPng(new ImageGrid().ToPng()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageGrid(columns: 0));
    }
}
