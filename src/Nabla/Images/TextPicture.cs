using System.Text;
using Nabla.Formats;

namespace Nabla.Images;

/// <summary>With which characters a picture is drawn in a terminal.</summary>
public enum TextStyle
{
    /// <summary>Two shaded blocks a dot: space ░ ▒ ▓ █.</summary>
    Shades,

    /// <summary>One character for two rows: ▀ ▄ █, lit where the dot is brighter than half.</summary>
    HalfBlocks,

    /// <summary>One character for two rows in true brightness, by ANSI colour sequences.</summary>
    Ansi,

    /// <summary>Two letters a dot, plain ASCII.</summary>
    Ascii,
}

/// <summary>Pictures as text, for terminals.</summary>
public static class TextPicture
{
    const string AsciiRamp = " .:-=+*#%@";
    const string ShadeRamp = " ░▒▓█";

    extension(Pixels picture)
    {
        /// <summary>The picture in lines of text, each ending in a line feed; bright dots are drawn solid.</summary>
        /// <param name="style">With which characters.</param>
        /// <remarks>Colours count by their brightness. One picture row or two a line, see <see cref="TextStyle"/>; dots come out about square.</remarks>
        public string ToText(TextStyle style = TextStyle.Shades)
        {
            Pixels grey = picture.To8Bits().ToGrayscale();
            StringBuilder text = new();
            int step = style is TextStyle.HalfBlocks or TextStyle.Ansi ? 2 : 1;
            for (int y = 0; y < grey.Height; y += step)
            {
                for (int x = 0; x < grey.Width; x++)
                {
                    int upper = grey[y, x, 0];
                    int lower = y + 1 < grey.Height ? grey[y + 1, x, 0] : 0;
                    _ = style switch
                    {
                        TextStyle.Shades => text.Append(ShadeRamp[(upper * 5) >> 8], 2),
                        TextStyle.Ascii => text.Append(AsciiRamp[(upper * 10) >> 8], 2),
                        TextStyle.HalfBlocks => text.Append((upper > 127, lower > 127) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' }),
                        TextStyle.Ansi => text.Append($"\e[38;2;{upper};{upper};{upper};48;2;{lower};{lower};{lower}m▀"),
                        _ => throw new ArgumentOutOfRangeException(nameof(style), $"ToText: {style}: Shades, HalfBlocks, Ansi and Ascii are possible."),
                    };
                }

                text.Append(style == TextStyle.Ansi ? "\e[0m\n" : "\n");
            }

            return text.ToString();
        }
    }
}
