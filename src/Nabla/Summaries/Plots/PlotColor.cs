using System.Globalization;

namespace Nabla.Summaries;

/// <summary>A colour: red, green, blue 0–255 and opacity 0–1.</summary>
readonly record struct PlotColor(byte Red, byte Green, byte Blue, double Opacity = 1)
{
    // Blue, vermilion, green, purple, orange, sky, grey: told apart with any kind of colour blindness (after Okabe and Ito, 2008).
    static readonly PlotColor[] Series =
        [new(0, 114, 178), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167), new(230, 159, 0), new(86, 180, 233), new(99, 110, 123)];

    static readonly string[] SeriesNames = ["blue", "red", "green", "purple", "orange", "sky", "gray"];

    public static PlotColor White => new(255, 255, 255);

    public static PlotColor Ink => new(38, 43, 51);

    public static PlotColor SoftInk => new(92, 99, 110);

    public static PlotColor Axis => new(150, 157, 167);

    public static PlotColor Grid => new(229, 232, 236);

    /// <summary>Colour of series number <paramref name="index"/>.</summary>
    public static PlotColor OfSeries(int index) => Series[index % Series.Length];

    /// <summary>Reads "#rrggbb", or the name of a colour: as the series have it where one of them is meant, so that pictures stay readable.</summary>
    /// <exception cref="ArgumentException">The text is something else.</exception>
    public static PlotColor Parse(string text) =>
        Array.IndexOf(SeriesNames, text) is >= 0 and var named ? Series[named]
        : text == "black" ? Ink
        : text.Length == 7 && text[0] == '#' && int.TryParse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int rgb)
            ? new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : throw new ArgumentException($"Plot: the colour '{text}': expected # and six hexadecimal digits, like #0072b2, or {string.Join(", ", SeriesNames)} or black.", nameof(text));

    public string Html => $"#{Red:x2}{Green:x2}{Blue:x2}";

    public PlotColor WithOpacity(double opacity) => this with { Opacity = opacity };

    /// <summary>Weighted mean of the two: 0 is this colour, 1 the other.</summary>
    public PlotColor Towards(PlotColor other, double share) => new(
        Mixed(Red, other.Red, share), Mixed(Green, other.Green, share), Mixed(Blue, other.Blue, share), Opacity + ((other.Opacity - Opacity) * share));

    static byte Mixed(byte a, byte b, double share) => (byte)Math.Clamp(a + ((b - a) * share) + 0.5, 0, 255);
}
