namespace Nabla.Cli;

/// <summary>How a model takes pictures: their size, and in which order their samples stand.</summary>
/// <param name="Height">Rows; null where any number will do.</param>
/// <param name="Width">Columns; null where any number will do.</param>
/// <param name="Channels">1 grey, 3 RGB, 4 RGBA.</param>
/// <param name="Layout">The order of the axes.</param>
internal sealed record ImageForm(int? Height, int? Width, int Channels, ImageLayout Layout)
{
    const int Digit = 28;

    // Below this a side is rather a number of features than of dots.
    const int LeastSide = 8;

    /// <summary>Whether pictures of MNIST's form fit: grey, 28 × 28.</summary>
    internal bool TakesDigits => Channels == 1 && (Height ?? Digit) == Digit && (Width ?? Digit) == Digit;

    /// <summary>The form that an input's shape, with its batch axis, asks for; null where no picture fits.</summary>
    internal static ImageForm? Of(Shape shape)
    {
        if (!shape.IsRankKnown)
        {
            return null;
        }

        int?[] sides = [.. shape.Skip(1).Select(side => side is <= int.MaxValue ? (int?)side : null)];
        return sides switch
        {
            [Digit * Digit] => new(Digit, Digit, 1, ImageLayout.Flat),
            [>= LeastSide, >= LeastSide] => new(sides[0], sides[1], 1, ImageLayout.Rows),
            [null or >= LeastSide, null or >= LeastSide, 1 or 3 or 4] => new(sides[0], sides[1], sides[2]!.Value, ImageLayout.ChannelsLast),
            [1 or 3 or 4, null or >= LeastSide, null or >= LeastSide] => new(sides[1], sides[2], sides[0]!.Value, ImageLayout.ChannelsFirst),
            _ => null,
        };
    }

    /// <summary>Pictures [count, height, width, channels] with their axes as the model wants them.</summary>
    internal Tensor Arrange(Tensor pictures) => Layout switch
    {
        ImageLayout.Flat => pictures.Reshape([pictures.Shape[0], Digit * Digit]),
        ImageLayout.Rows => pictures.Reshape([pictures.Shape[0], pictures.Shape[1], pictures.Shape[2]]),
        ImageLayout.ChannelsFirst => pictures.Transpose([0, 3, 1, 2]),
        _ => pictures,
    };
}

/// <summary>In which order the samples of pictures stand.</summary>
internal enum ImageLayout
{
    /// <summary>[batch, 784]: the rows one after another.</summary>
    Flat,

    /// <summary>[batch, height, width].</summary>
    Rows,

    /// <summary>[batch, height, width, channels].</summary>
    ChannelsLast,

    /// <summary>[batch, channels, height, width].</summary>
    ChannelsFirst,
}
