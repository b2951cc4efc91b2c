using System.Buffers.Binary;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public class PngTests
{
    static Pixels Pattern(int height, int width, int channels, int bits)
    {
        int count = height * width * channels;
        return bits == 8
            ? new(height, width, channels, Enumerable.Range(0, count).Select(i => (byte)((i * i * 37) ^ (i >> 3))).ToArray())
            : new(height, width, channels, Enumerable.Range(0, count).Select(i => (ushort)((i * i * 1237) ^ (i >> 1))).ToArray());
    }

    public static IEnumerable<TheoryDataRow<int, int, int, int>> Kinds =>
        from channels in (int[])[1, 2, 3, 4]
        from bits in (int[])[8, 16]
        from size in ((int, int)[])[(1, 1), (1, 9), (8, 1), (28, 28), (33, 17)]
        select new TheoryDataRow<int, int, int, int>(channels, bits, size.Item1, size.Item2);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_written_is_read_again(int channels, int bits, int height, int width)
    {
        Pixels picture = Pattern(height, width, channels, bits);
        Pixels again = Png.Decode(Png.Encode(picture));
        Assert.Equal((height, width, channels, bits), (again.Height, again.Width, again.Channels, again.Bits));
        if (bits == 8)
        {
            Assert.Equal(picture.Bytes, again.Bytes);
        }
        else
        {
            Assert.Equal(picture.Words, again.Words);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    public void A_palette_picture_is_read_again_as_its_colours(int colours)
    {
        byte[] palette = Enumerable.Range(0, colours * 3).Select(i => (byte)(i * 7)).ToArray();
        byte[] indices = Enumerable.Range(0, 7 * 13).Select(i => (byte)(i * 5 % colours)).ToArray();
        Pixels opaque = Png.Decode(Png.EncodePalette(7, 13, indices, palette));
        Pixels clear = Png.Decode(Png.EncodePalette(7, 13, indices, palette, alpha: [40]));
        Assert.Equal((3, 4), (opaque.Channels, clear.Channels));
        for (int i = 0; i < indices.Length; i++)
        {
            Assert.Equal(palette.AsSpan(indices[i] * 3, 3), opaque.Bytes.AsSpan(i * 3, 3));
            Assert.Equal(indices[i] == 0 ? 40 : 255, clear.Bytes[(i * 4) + 3]);
        }
    }

    [Fact]
    public void Every_cut_of_a_file_is_refused()
    {
        byte[] file = Png.Encode(Pattern(9, 11, 3, 8));
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => Png.Decode(file.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        byte[] file = Png.Encode(Pattern(4, 5, 2, 16));
        for (int at = 0; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 0x10;
            Assert.Throws<ModelFormatException>(() => Png.Decode(damaged));
        }
    }

    [Fact]
    public void Sizes_that_the_data_cannot_hold_are_refused_before_memory_is_taken()
    {
        byte[] file = Png.Encode(Pattern(4, 4, 1, 8));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 10_000);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), 10_000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Nabla.Files.Crc32.Append(0, file.AsSpan(12, 17)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => Png.Decode(file));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void A_picture_over_the_given_limit_is_refused()
    {
        byte[] file = Png.Encode(Pattern(20, 30, 3, 8));
        Assert.Throws<ModelFormatException>(() => Png.Decode(file, limits: new LoadLimits { MaxDecodedBytes = 1799 }));
        Assert.Equal(30, Png.Decode(file, limits: new LoadLimits { MaxDecodedBytes = 1800 }).Width);
    }
}
