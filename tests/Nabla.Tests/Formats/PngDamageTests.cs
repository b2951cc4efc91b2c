using System.Buffers.Binary;
using Nabla.Data;
using Nabla.Files;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public class PngDamageTests
{
    // The checksums are put right again, so that the damage reaches the reader behind them.
    static void Seal(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                return;
            }

            uint checksum = Crc32.Append(0, file.AsSpan(at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), checksum);
            at += 12 + (int)length;
        }
    }

    static void ReadsOrRefuses(byte[] file)
    {
        try
        {
            Pixels picture = Png.Decode(file, limits: new LoadLimits { MaxDecodedBytes = 1 << 20 });
            Assert.InRange((long)picture.Height * picture.Width * picture.Channels, 1, 1 << 20);
        }
        catch (ModelFormatException e)
        {
            Assert.NotEmpty(e.Reason);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_damage_behind_right_checksums_ends_in_a_picture_or_the_typed_exception(int seed)
    {
        Random random = new(seed);
        byte[] samples = new byte[17 * 13 * 4];
        random.NextBytes(samples);
        byte[][] files =
        [
            Png.Encode(new Pixels(17, 13, 4, samples)),
            Png.Encode(new Pixels(17, 13, 1, samples[..(17 * 13)])),
            Png.EncodePalette(17, 13, [.. samples[..(17 * 13)].Select(v => (byte)(v % 5))], samples[..15], alpha: [9, 8]),
        ];
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = [.. files[i % files.Length]];
            for (int k = random.Next(1, 4); k > 0; k--)
            {
                // The header is hit as often as all the rest.
                damaged[random.Next(2) == 0 ? random.Next(8, 33) : random.Next(8, damaged.Length)] = (byte)random.Next(256);
            }

            Seal(damaged);
            ReadsOrRefuses(damaged);
        }
    }

    [Fact]
    public void Random_damage_of_idx_files_ends_in_an_array_or_the_typed_exception()
    {
        Random random = new(5);
        byte[] samples = new byte[3 * 5 * 4];
        random.NextBytes(samples);
        IdxArray array = new(IdxType.Float32, [3, 5], samples);
        foreach (bool gzip in (bool[])[false, true])
        {
            byte[] file = Idx.Encode(array, gzip);
            for (int i = 0; i < 2000; i++)
            {
                byte[] damaged = [.. file];
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    Assert.InRange(Idx.Decode(damaged, new LoadLimits { MaxDecodedBytes = 1 << 20 }).Bytes.Length, 0, 1 << 20);
                }
                catch (ModelFormatException e)
                {
                    Assert.NotEmpty(e.Reason);
                }
            }
        }
    }

    [Fact]
    public void A_large_picture_from_a_small_file_is_read_row_by_row_before_memory_is_taken()
    {
        // 6000 × 6000 dots of one colour are 34 MiB from 35 KiB; without its last rows the file must not cost that.
        byte[] file = Png.Encode(new Pixels(6000, 6000, 1, new byte[36_000_000]));
        byte[] cut = [.. file[..^2000], .. file[^16..]];
        int length = cut.Length - 33 - 12 - 12;
        BinaryPrimitives.WriteInt32BigEndian(cut.AsSpan(33), length);
        Seal(cut);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => Png.Decode(cut));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
        Assert.Equal(6000, Png.Decode(file).Width);
    }
}
