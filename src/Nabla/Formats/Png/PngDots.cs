using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Takes unfiltered rows, unpacks and converts their samples, and puts them where they belong in the picture.</summary>
sealed class PngDots
{
    // Weights of libpng's grey with red 0.299 and green 0.587, in units of 2⁻¹⁵; blue is what is left.
    const int RedWeight = 9797;
    const int GreenWeight = 19234;
    const int BlueWeight = 32768 - RedWeight - GreenWeight;

    readonly string name;
    readonly PngHeader header;
    readonly byte[]? palette;
    readonly byte[]? transparency;
    readonly int channels;
    readonly int bits;
    readonly byte[] bytes = [];
    readonly ushort[] words = [];
    readonly ushort[] samples;
    readonly int full;
    readonly int scale;
    readonly (int Red, int Green, int Blue) key = (-1, -1, -1);

    public PngDots(PngFile png, int channels, int bits)
    {
        (name, header, palette, transparency) = (png.Name, png.Header, png.Palette, png.Transparency);
        (this.channels, this.bits) = (channels, bits);
        int length = checked(header.Width * header.Height * channels);
        if (bits == 8)
        {
            bytes = new byte[length];
            Picture = new(header.Height, header.Width, channels, bytes);
        }
        else
        {
            words = new ushort[length];
            Picture = new(header.Height, header.Width, channels, words);
        }

        samples = new ushort[header.Width * header.SamplesPerDot];
        full = header.Depth == 16 ? 65535 : 255;
        scale = header.Colour == PngColour.Palette || header.Depth >= 8 ? 1 : 255 / ((1 << header.Depth) - 1);
        if (transparency is not null && header.Colour is PngColour.Grey or PngColour.Rgb && transparency is not null)
        {
            int mask = (1 << header.Depth) - 1;
            int Part(int i) => ((transparency[i] << 8) | transparency[i + 1]) & mask;
            key = header.Colour == PngColour.Grey ? (Part(0), Part(0), Part(0)) : (Part(0), Part(2), Part(4));
        }
    }

    /// <summary>The picture; complete when all rows have been put.</summary>
    public Pixels Picture { get; }

    /// <summary>Puts row number <paramref name="index"/> of a pass.</summary>
    public void Put(ReadOnlySpan<byte> row, int columns, PngPass pass, int index)
    {
        int stride = header.SamplesPerDot;
        Span<ushort> source = samples.AsSpan(0, columns * stride);
        Unpack(row, source);
        int start = (pass.Top + (index * pass.StepY)) * header.Width;
        for (int j = 0; j < columns; j++)
        {
            int at = (start + pass.Left + (j * pass.StepX)) * channels;
            Store(source.Slice(j * stride, stride), at);
        }
    }

    void Unpack(ReadOnlySpan<byte> row, Span<ushort> target)
    {
        int depth = header.Depth;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = depth switch
            {
                8 => row[i],
                16 => (ushort)((row[2 * i] << 8) | row[(2 * i) + 1]),
                _ => (ushort)((row[i * depth >> 3] >> (8 - depth - (i * depth & 7))) & ((1 << depth) - 1)),
            };
        }
    }

    void Store(ReadOnlySpan<ushort> dot, int at)
    {
        int red, green, blue, alpha = full;
        switch (header.Colour)
        {
            case PngColour.Grey:
                alpha = dot[0] == key.Red ? 0 : full;
                red = green = blue = dot[0] * scale;
                break;
            case PngColour.GreyAlpha:
                red = green = blue = dot[0];
                alpha = dot[1];
                break;
            case PngColour.Palette:
                int entry = dot[0] * 3;
                if (entry >= palette!.Length)
                {
                    throw new ModelFormatException(name, "", $"palette index {dot[0]}: the palette has {palette.Length / 3} colours");
                }

                (red, green, blue) = (palette[entry], palette[entry + 1], palette[entry + 2]);
                alpha = transparency is not null && dot[0] < transparency.Length ? transparency[dot[0]] : 255;
                break;
            default:
                (red, green, blue) = (dot[0], dot[1], dot[2]);
                alpha = dot.Length == 4 ? dot[3] : key == (red, green, blue) ? 0 : full;
                break;
        }

        if (channels <= 2)
        {
            Write(at, Grey(red, green, blue));
        }
        else
        {
            Write(at, red);
            Write(at + 1, green);
            Write(at + 2, blue);
        }

        if (channels is 2 or 4)
        {
            Write(at + channels - 1, alpha);
        }
    }

    int Grey(int red, int green, int blue)
    {
        if (red == green && red == blue)
        {
            return red;
        }

        uint sum = ((uint)red * RedWeight) + ((uint)green * GreenWeight) + ((uint)blue * BlueWeight);
        return (int)((full == 255 ? sum : sum + 16384) >> 15);
    }

    void Write(int at, int value)
    {
        if (bits == 8)
        {
            bytes[at] = (byte)(full == 255 ? value : value >> 8);
        }
        else
        {
            words[at] = (ushort)(full == 255 ? value * 257 : value);
        }
    }
}
