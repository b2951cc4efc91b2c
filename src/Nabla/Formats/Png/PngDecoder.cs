using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Inflates, unfilters and spreads the rows of one file.</summary>
sealed class PngDecoder(PngFile png, ReadOnlyMemory<byte> file)
{
    // Deflate cannot expand by more than 1032 : 1, so a file that claims more is refused before anything is allocated.
    const long GreatestExpansion = 1032;

    // A picture up to this size is allocated at once; of a larger one every row is inflated and checked first.
    const long TrustedBytes = 32 << 20;

    public Pixels Decode(int channels, int bits, long maxBytes)
    {
        PngHeader header = png.Header;
        if (channels == 0)
        {
            channels = header.Colour == PngColour.Palette ? (png.Transparency is null ? 3 : 4) : header.SamplesPerDot;
        }

        if (bits == 0)
        {
            bits = header.Depth == 16 ? 16 : 8;
        }

        UInt128 size = (UInt128)header.Width * (UInt128)header.Height * (UInt128)(channels * bits / 8);
        if (size > (UInt128)Math.Min(maxBytes, Array.MaxLength))
        {
            throw new ModelFormatException(png.Name, "", $"{header.Width} × {header.Height} dots of {channels} channels: that is more than the limit of {maxBytes} bytes. Raise the limit if you trust the file");
        }

        long inflated = PngPass.InflatedBytes(header);
        if (inflated > (png.DataLength + 64) * GreatestExpansion)
        {
            throw new ModelFormatException(png.Name, "", $"{header.Width} × {header.Height} dots from {png.DataLength} compressed bytes: the data cannot hold that many");
        }

        if ((long)size > TrustedBytes)
        {
            Walk(header, null);
        }

        PngDots dots = new(png, channels, bits);
        Walk(header, dots);
        return dots.Picture;
    }

    void Walk(PngHeader header, PngDots? dots)
    {
        long rowBytes = header.RowBytes(header.Width);
        if (rowBytes > Array.MaxLength - 1)
        {
            throw new ModelFormatException(png.Name, "", $"rows of {rowBytes} bytes: they are too long to be read");
        }

        byte[] current = new byte[rowBytes + 1];
        byte[] previous = new byte[rowBytes + 1];
        using ZLibStream rows = new(new PngDataStream(file, png.Data), CompressionMode.Decompress);
        try
        {
            foreach (PngPass pass in PngPass.Of(header))
            {
                int columns = pass.Columns(header);
                int count = columns == 0 ? 0 : pass.Rows(header);
                int length = (int)header.RowBytes(columns);
                Array.Clear(previous);
                for (int i = 0; i < count; i++)
                {
                    rows.ReadExactly(current, 0, length + 1);
                    Span<byte> row = current.AsSpan(1, length);
                    PngFilters.Undo(current[0], row, previous.AsSpan(1, length), header.FilterStep, png.Name);
                    dots?.Put(row, columns, pass, i);
                    (current, previous) = (previous, current);
                }
            }

            // One byte more lets the stream reach its end, where its own checksum is compared.
            _ = rows.ReadByte();
        }
        catch (EndOfStreamException)
        {
            throw new ModelFormatException(png.Name, "", "the compressed data end before the last row: the file is not complete");
        }
        // For some damage .NET throws a type of its own that is not public, an IOException.
        catch (Exception e) when (e is InvalidDataException or IOException and not ModelFormatException)
        {
            throw new ModelFormatException(png.Name, "", $"the compressed data are damaged: {e.Message.TrimEnd('.')}");
        }
    }
}
