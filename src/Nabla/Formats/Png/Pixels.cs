namespace Nabla.Formats;

/// <summary>A picture as plain samples: height × width × channels, row by row, 8 or 16 bits a sample.</summary>
/// <remarks>Channels: 1 grey, 2 grey and alpha, 3 red green blue, 4 red green blue and alpha. Sample (y, x, c) lies at
/// (y·Width + x)·Channels + c. Alpha is not multiplied into the colours.</remarks>
public sealed class Pixels
{
    readonly byte[]? bytes;
    readonly ushort[]? words;

    /// <summary>A picture of 8-bit samples; the array is kept, not copied.</summary>
    /// <exception cref="ArgumentException">The sizes do not fit the array.</exception>
    public Pixels(int height, int width, int channels, byte[] samples)
        : this(height, width, channels, samples.Length) => bytes = samples;

    /// <summary>A picture of 16-bit samples; the array is kept, not copied.</summary>
    /// <exception cref="ArgumentException">The sizes do not fit the array.</exception>
    public Pixels(int height, int width, int channels, ushort[] samples)
        : this(height, width, channels, samples.Length) => words = samples;

    Pixels(int height, int width, int channels, int length)
    {
        if (height < 1 || width < 1)
        {
            throw new ArgumentException($"Pixels: height {height}, width {width}: both must be at least 1.", nameof(height));
        }

        if (channels is < 1 or > 4)
        {
            throw new ArgumentException($"Pixels: {channels} channels: 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGBA) are possible.", nameof(channels));
        }

        if ((long)height * width * channels != length)
        {
            throw new ArgumentException(
                $"Pixels: {length} samples: {height} × {width} × {channels} are {(long)height * width * channels}.", nameof(length));
        }

        (Height, Width, Channels) = (height, width, channels);
    }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Samples a dot: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary>Bits a sample: 8 or 16.</summary>
    public int Bits => words is null ? 8 : 16;

    /// <summary>True where the last channel is alpha.</summary>
    public bool HasAlpha => Channels is 2 or 4;

    /// <summary>The samples of an 8-bit picture, 0–255; not a copy.</summary>
    /// <exception cref="InvalidOperationException">The picture has 16 bits.</exception>
    public byte[] Bytes => bytes ?? throw new InvalidOperationException("Pixels: the samples have 16 bits: call To8Bits first, or read Words.");

    /// <summary>The samples of a 16-bit picture, 0–65535; not a copy.</summary>
    /// <exception cref="InvalidOperationException">The picture has 8 bits.</exception>
    public ushort[] Words => words ?? throw new InvalidOperationException("Pixels: the samples have 8 bits: call To16Bits first, or read Bytes.");

    /// <summary>s ⟼ ⌊s / 256⌋ for 16-bit samples; an 8-bit picture is returned itself.</summary>
    public Pixels To8Bits()
    {
        if (words is null)
        {
            return this;
        }

        byte[] high = new byte[words.Length];
        for (int i = 0; i < high.Length; i++)
        {
            high[i] = (byte)(words[i] >> 8);
        }

        return new(Height, Width, Channels, high);
    }

    /// <summary>s ⟼ 257·s for 8-bit samples, so that 255 becomes 65535; a 16-bit picture is returned itself.</summary>
    public Pixels To16Bits()
    {
        if (bytes is null)
        {
            return this;
        }

        ushort[] wide = new ushort[bytes.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = (ushort)(bytes[i] * 257);
        }

        return new(Height, Width, Channels, wide);
    }

    /// <summary>Sample of row y, column x, channel c, whatever the bits.</summary>
    public int this[int y, int x, int c] => words is null ? bytes![(((y * Width) + x) * Channels) + c] : words[(((y * Width) + x) * Channels) + c];
}
