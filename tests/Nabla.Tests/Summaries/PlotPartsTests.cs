using Nabla.Summaries;
using Xunit;

namespace Nabla.Tests.Summaries;

public class PlotPartsTests
{
    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 30, 6, "0 5 10 15 20 25 30")]
    [InlineData(-1, 1, 4, "−1.0 −0.5 0 0.5 1.0")]
    [InlineData(0, 1, 4, "0 0.25 0.50 0.75 1.00")]
    [InlineData(0.0001, 0.0005, 4, "1e-4 2e-4 3e-4 4e-4 5e-4")]
    [InlineData(0, 60000, 3, "0 20,000 40,000 60,000")]
    [InlineData(99.5, 100.5, 4, "99.50 99.75 100.00 100.25 100.50")]
    public void Ticks_stand_at_round_numbers(double low, double high, int about, string expected) =>
        Assert.Equal(expected, string.Join(' ', new PlotScale(low, high, false).Ticks(about).Select(tick => tick.Label)));

    [Fact]
    public void A_logarithmic_axis_has_ticks_at_powers_of_ten()
    {
        PlotScale scale = new(1e-6, 100, true);
        Assert.Equal("1e-6 1e-4 0.01 1 100", string.Join(' ', scale.Ticks(5).Select(tick => tick.Label)));
        Assert.Equal(0.25, scale.At(1e-4), 1e-12);
        Assert.False(scale.Takes(0));
    }

    [Fact]
    public void The_font_has_every_printable_ASCII_letter()
    {
        for (char c = '!'; c <= '~'; c++)
        {
            Assert.True(StrokeGlyphs.Texts.ContainsKey(c), $"'{c}' is missing");
            PlotPoint[][] strokes = [.. StrokeFont.Strokes(c.ToString(), 20)];
            Assert.NotEmpty(strokes);
            Assert.All(strokes.SelectMany(s => s), p =>
            {
                Assert.InRange(p.X, -3, 17);
                Assert.InRange(p.Y, -16, 6);
            });
        }

        Assert.Equal(StrokeFont.Width("ab", 20), StrokeFont.Width("a", 20) + StrokeFont.Width("b", 20) + (StrokeFont.Width("aa", 20) - (2 * StrokeFont.Width("a", 20))), 1e-9);
        Assert.NotEmpty(StrokeFont.Strokes("漢", 20));
    }

    [Fact]
    public void Covered_areas_are_those_of_the_shapes()
    {
        static double Area(RasterMask mask) => Enumerable.Range(0, 100).Sum(y => mask.Row(y).ToArray().Sum(v => (double)v));
        RasterMask mask = new(100, 100);
        mask.Fill([new(10.3, 20.2), new(60.8, 20.2), new(60.8, 70.6), new(10.3, 70.6)]);
        Assert.Equal(50.5 * 50.4, Area(mask), 15.0);
        mask.Clear();
        Assert.Equal(0, Area(mask));
        mask.Stroke(new(50.2, 49.7), new(50.2, 49.7), 20);
        Assert.Equal(Math.PI * 400, Area(mask), 3.0);
        mask.Clear();
        mask.Stroke(new(20, 20), new(80, 60), 2);
        Assert.Equal((Math.Sqrt((60 * 60) + (40 * 40)) * 4) + (Math.PI * 4), Area(mask), 3.0);
        mask.Clear();
        mask.Stroke(new(-1e6, 50), new(1e6, 50), 1);
        mask.Fill([new(-500, -500), new(-400, -500), new(-400, -400)]);
        Assert.Equal(200, Area(mask), 1.0);
    }

    [Fact]
    public void Contour_lines_of_a_round_hill_are_one_closed_circle()
    {
        double[,] values = new double[61, 61];
        for (int i = 0; i < 61; i++)
        {
            for (int j = 0; j < 61; j++)
            {
                values[i, j] = Math.Sqrt(((i - 30) * (i - 30)) + ((j - 30) * (j - 30)));
            }
        }

        PlotPoint[] line = Assert.Single(ContourLines.Of(values, 20.5));
        Assert.Equal(line[0], line[^1]);
        Assert.All(line, p => Assert.Equal(20.5, Math.Sqrt(((p.X - 30) * (p.X - 30)) + ((p.Y - 30) * (p.Y - 30))), 0.02));
        Assert.Equal(4, ContourLines.Of(values, 35).Count());
        Assert.Empty(ContourLines.Of(values, 100));
    }

    [Fact]
    public void Shades_are_even_for_even_values_and_logarithmic_for_a_deep_valley()
    {
        FieldShades even = FieldShades.Of(new double[,] { { 0, 1, 2 }, { 3, 4, 5 } });
        Assert.Equal(0.4, even.ShareOf(2), 1e-12);
        FieldShades deep = FieldShades.Of(new double[,] { { 0, 1, 2, 3 }, { 4, 5, 6, 1000 } });
        Assert.True(deep.ShareOf(10) > 0.2);
        foreach (double share in (double[])[0, 0.3, 1])
        {
            Assert.Equal(share, deep.ShareOf(deep.ValueAt(share)), 1e-9);
        }

        Assert.True(double.IsNaN(even.ShareOf(double.NaN)));
    }

    [Fact]
    public void The_colour_map_grows_lighter_all_the_way()
    {
        double last = -1;
        for (int k = 0; k <= 100; k++)
        {
            PlotColor c = PlotColorMap.At(k / 100.0);
            double light = (0.2126 * c.Red) + (0.7152 * c.Green) + (0.0722 * c.Blue);
            Assert.True(light >= last - 0.5);
            last = light;
        }
    }
}
