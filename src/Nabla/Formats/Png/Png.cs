using System.IO.Compression;

namespace Nabla.Formats;

/// <summary>PNG pictures: bytes ↔ samples.</summary>
/// <remarks>Reads every colour type, bit depth and interlace method of the PNG specification (third edition); gamma and colour profiles
/// are ignored, samples are given as stored. All checksums are verified.</remarks>
public static class Png
{
    /// <summary>What holds where no limits are given: a decoded picture takes at most 2²⁸ bytes.</summary>
    public static LoadLimits DefaultLimits { get; } = new() { MaxDecodedBytes = 1L << 28 };

    /// <summary>True where the bytes begin with the PNG signature.</summary>
    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngFile.Signature);

    /// <summary>Reads a picture.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; 0 as stored, where palette colours are RGB, or RGBA if any has alpha.</param>
    /// <param name="bits">8 or 16 bits a sample; 0 as stored, where less than 8 become 8.</param>
    /// <param name="limits">A picture of more decoded bytes is refused; <see cref="DefaultLimits"/> where none are given.</param>
    /// <param name="name">What messages call the file.</param>
    /// <remarks>Conversions are those of TensorFlow's <c>decode_png</c>: grey is (9797 R + 19234 G + 3737 B) / 2¹⁵ rounded down (16 bits: to nearest); 16 bits
    /// become 8 by dropping the low byte; 8 become 16 by 257·s; a transparent colour (tRNS) counts only where alpha is asked for.</remarks>
    /// <exception cref="ModelFormatException">The file is damaged, incomplete, larger than the limit, or no PNG.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such number of channels or bits.</exception>
    public static Pixels Decode(ReadOnlyMemory<byte> file, int channels = 0, int bits = 0, LoadLimits? limits = null, string name = "PNG")
    {
        if (channels is < 0 or > 4)
        {
            throw new ArgumentOutOfRangeException(nameof(channels), $"Png.Decode: {channels} channels: 0 (as stored), 1, 2, 3 or 4 are possible.");
        }

        if (bits is not (0 or 8 or 16))
        {
            throw new ArgumentOutOfRangeException(nameof(bits), $"Png.Decode: {bits} bits a sample: 0 (as stored), 8 or 16 are possible.");
        }

        return new PngDecoder(PngFile.Read(file.Span, name), file).Decode(channels, bits, (limits ?? DefaultLimits).MaxDecodedBytes);
    }

    /// <summary>Writes grey, grey and alpha, RGB or RGBA with 8 or 16 bits, as the picture has them.</summary>
    /// <param name="picture">What to write.</param>
    /// <param name="level">Effort of the compression.</param>
    public static byte[] Encode(Pixels picture, CompressionLevel level = CompressionLevel.Optimal) => new PngEncoder(level).Encode(picture);

    /// <summary>Writes a picture of palette indices with the fewest bits that hold them.</summary>
    /// <param name="height">Number of rows.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="indices">One index a dot, row by row.</param>
    /// <param name="palette">Red, green, blue of 1 to 256 colours.</param>
    /// <param name="alpha">Alpha of the first colours; the others are opaque.</param>
    /// <param name="level">Effort of the compression.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or an index lies outside the palette.</exception>
    public static byte[] EncodePalette(int height, int width, byte[] indices, byte[] palette, byte[]? alpha = null,
        CompressionLevel level = CompressionLevel.Optimal)
    {
        if (height < 1 || width < 1 || (long)height * width != indices.Length)
        {
            throw new ArgumentException($"Png.EncodePalette: {indices.Length} indices: {height} × {width} dots need {(long)height * width}.", nameof(indices));
        }

        if (palette.Length is 0 or > 768 || palette.Length % 3 != 0)
        {
            throw new ArgumentException($"Png.EncodePalette: a palette of {palette.Length} bytes: 1 to 256 colours of 3 bytes are possible.", nameof(palette));
        }

        if (alpha is not null && alpha.Length > palette.Length / 3)
        {
            throw new ArgumentException($"Png.EncodePalette: {alpha.Length} alpha values: the palette has {palette.Length / 3} colours.", nameof(alpha));
        }

        foreach (byte index in indices)
        {
            if (index >= palette.Length / 3)
            {
                throw new ArgumentException($"Png.EncodePalette: index {index}: the palette has {palette.Length / 3} colours.", nameof(indices));
            }
        }

        return new PngEncoder(level).Encode(height, width, indices, palette, alpha);
    }
}
