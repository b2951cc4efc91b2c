using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>The chunks of a PNG file that matter: header, palette, transparency and where the compressed rows lie.</summary>
/// <remarks>Every chunk's CRC is checked. Ancillary chunks other than tRNS (gAMA, text, …) are skipped: samples are given as stored.</remarks>
sealed class PngFile(string name)
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file as the caller named it, for messages.</summary>
    public string Name { get; } = name;

    public PngHeader Header { get; private set; }

    /// <summary>Red, green, blue of each entry; null where there is no palette.</summary>
    public byte[]? Palette { get; private set; }

    /// <summary>The tRNS chunk: alpha of palette entries, or the colour that is transparent.</summary>
    public byte[]? Transparency { get; private set; }

    /// <summary>Offset and length of each IDAT chunk's data.</summary>
    public List<(int Offset, int Length)> Data { get; } = [];

    /// <summary>Sum of the lengths of <see cref="Data"/>.</summary>
    public long DataLength { get; private set; }

    public static PngFile Read(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Signature))
        {
            throw new ModelFormatException(name, "", "the file does not begin with the PNG signature. Give a .png file; other picture formats are not read here");
        }

        PngFile png = new(name);
        int at = Signature.Length;
        bool first = true;
        bool dataEnded = false;
        while (true)
        {
            if (file.Length - at < 12)
            {
                throw new ModelFormatException(name, "", $"the file ends after {file.Length} bytes: the IEND chunk is missing, so it is not complete");
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4);
            if (length > file.Length - at - 12)
            {
                throw new ModelFormatException(name, "", $"a chunk of {length} bytes at offset {at}: the file has only {file.Length - at - 12} more");
            }

            ReadOnlySpan<byte> data = file.Slice(at + 8, (int)length);
            if (Crc32.Append(Crc32.Append(0, type), data) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]))
            {
                throw new ModelFormatException(name, "", $"the checksum of the chunk at offset {at} is wrong: the file is damaged");
            }

            if (first != type.SequenceEqual("IHDR"u8))
            {
                throw new ModelFormatException(name, "", "IHDR must be the first chunk, and there must be one only");
            }

            first = false;
            if (type.SequenceEqual("IEND"u8))
            {
                return png.Checked();
            }

            dataEnded |= png.Data.Count > 0 && !type.SequenceEqual("IDAT"u8);
            png.Take(type, data, at + 8, dataEnded);
            at += 12 + (int)length;
        }
    }

    void Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, int offset, bool dataEnded)
    {
        if (type.SequenceEqual("IHDR"u8))
        {
            Header = PngHeader.Read(data, Name);
        }
        else if (type.SequenceEqual("IDAT"u8))
        {
            if (dataEnded)
            {
                throw new ModelFormatException(Name, "", "IDAT chunks with another chunk between them: they must follow each other");
            }

            Data.Add((offset, data.Length));
            DataLength += data.Length;
        }
        else if (type.SequenceEqual("PLTE"u8))
        {
            if (Palette is not null || Data.Count > 0 || data.Length is 0 or > 768 || data.Length % 3 != 0)
            {
                throw new ModelFormatException(Name, "", $"a PLTE chunk of {data.Length} bytes: one palette of 1 to 256 colours may stand in front of the picture");
            }

            Palette = data.ToArray();
        }
        else if (type.SequenceEqual("tRNS"u8) && Data.Count == 0)
        {
            Transparency = data.ToArray();
        }
        else if ((type[0] & 0x20) == 0)
        {
            throw new ModelFormatException(Name, "", $"the critical chunk at offset {offset - 8} is of no known type");
        }
    }

    PngFile Checked()
    {
        if (Data.Count == 0)
        {
            throw new ModelFormatException(Name, "", "there is no IDAT chunk: the file holds no picture");
        }

        if (Header.Colour == PngColour.Palette && Palette is null)
        {
            throw new ModelFormatException(Name, "", "the dots are palette indices, but there is no PLTE chunk");
        }

        int expected = Header.Colour switch { PngColour.Grey => 2, PngColour.Rgb => 6, PngColour.Palette => -1, _ => 0 };
        if (Transparency is not null && ((expected >= 0 && Transparency.Length != expected) || Transparency.Length > 256))
        {
            // A tRNS chunk that does not fit is ancillary: the picture stands without it.
            Transparency = null;
        }

        return this;
    }
}
