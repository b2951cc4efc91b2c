using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Writes the chunks of a PNG file.</summary>
sealed class PngEncoder(CompressionLevel level)
{
    readonly MemoryStream file = new();

    public byte[] Encode(Pixels picture)
    {
        bool wide = picture.Bits == 16;
        byte colour = picture.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        Begin(picture.Height, picture.Width, wide ? 16 : 8, colour);
        int length = picture.Width * picture.Channels * (wide ? 2 : 1);
        WriteRows(picture.Height, length, picture.Channels * (wide ? 2 : 1), filtered: true, (y, row) =>
        {
            if (!wide)
            {
                picture.Bytes.AsSpan(y * length, length).CopyTo(row);
                return;
            }

            ReadOnlySpan<ushort> words = picture.Words.AsSpan(y * (length / 2), length / 2);
            for (int i = 0; i < words.Length; i++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(row[(2 * i)..], words[i]);
            }
        });
        return End();
    }

    public byte[] Encode(int height, int width, byte[] indices, byte[] palette, byte[]? alpha)
    {
        int colours = palette.Length / 3;
        int depth = colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
        Begin(height, width, depth, 3);
        Chunk("PLTE"u8, palette);
        if (alpha is not null)
        {
            Chunk("tRNS"u8, alpha);
        }

        int length = (int)((((long)width * depth) + 7) / 8);
        // Differences of palette indices mean nothing, so the rows stay unfiltered, as the specification advises.
        WriteRows(height, length, 1, filtered: false, (y, row) =>
        {
            row.Clear();
            for (int x = 0; x < width; x++)
            {
                row[x * depth >> 3] |= (byte)(indices[(y * width) + x] << (8 - depth - (x * depth & 7)));
            }
        });
        return End();
    }

    delegate void RowSource(int y, Span<byte> row);

    void Begin(int height, int width, int depth, byte colour)
    {
        file.Write(PngFile.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9], header[10], header[11], header[12]) = ((byte)depth, colour, 0, 0, 0);
        Chunk("IHDR"u8, header);
    }

    void WriteRows(int height, int length, int step, bool filtered, RowSource source)
    {
        using MemoryStream compressed = new();
        using (ZLibStream rows = new(compressed, level, leaveOpen: true))
        {
            byte[] above = new byte[length];
            byte[] row = new byte[length];
            byte[] best = new byte[length];
            byte[] trial = new byte[length];
            for (int y = 0; y < height; y++)
            {
                source(y, row);
                int choice = 0;
                long least = PngFilters.Apply(0, row, above, step, best);
                for (int filter = 1; filtered && filter <= 4; filter++)
                {
                    // The row whose differences are smallest in sum compresses best, as a rule of thumb.
                    long cost = PngFilters.Apply(filter, row, above, step, trial);
                    if (cost < least)
                    {
                        (least, choice) = (cost, filter);
                        (best, trial) = (trial, best);
                    }
                }

                rows.WriteByte((byte)choice);
                rows.Write(best);
                (above, row) = (row, above);
            }
        }

        Chunk("IDAT"u8, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    byte[] End()
    {
        Chunk("IEND"u8, []);
        return file.ToArray();
    }

    void Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(Crc32.Append(0, type), data));
        file.Write(number);
    }
}
