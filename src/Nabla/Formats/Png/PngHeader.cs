using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>How a PNG file stores its dots.</summary>
enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>What the IHDR chunk says.</summary>
readonly record struct PngHeader(int Width, int Height, int Depth, PngColour Colour, bool Interlaced)
{
    /// <summary>Samples a dot in the file: a palette index is one.</summary>
    public int SamplesPerDot => Colour switch { PngColour.Rgb => 3, PngColour.GreyAlpha => 2, PngColour.Rgba => 4, _ => 1 };

    /// <summary>Distance in bytes to the dot on the left that filters look at.</summary>
    public int FilterStep => Math.Max(1, SamplesPerDot * Depth / 8);

    /// <summary>Bytes of a row of so many dots, without the filter byte.</summary>
    public long RowBytes(int dots) => (((long)dots * SamplesPerDot * Depth) + 7) / 8;

    public static PngHeader Read(ReadOnlySpan<byte> data, string name)
    {
        if (data.Length != 13)
        {
            throw new ModelFormatException(name, "", $"an IHDR chunk of {data.Length} bytes: it must have 13");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        int depth = data[8];
        int colour = data[9];
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw new ModelFormatException(name, "", $"{width} × {height} dots: both sides must lie in 1 … 2³¹ − 1");
        }

        bool fits = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!fits)
        {
            throw new ModelFormatException(name, "", $"colour type {colour} with bit depth {depth}: no such pair exists");
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw new ModelFormatException(name, "", $"compression method {data[10]}, filter method {data[11]}, interlace method {data[12]}: only 0, 0 and 0 or 1 exist");
        }

        return new((int)width, (int)height, depth, (PngColour)colour, data[12] == 1);
    }
}
