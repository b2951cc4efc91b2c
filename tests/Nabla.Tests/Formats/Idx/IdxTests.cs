using System.Text.Json;
using Nabla.Data;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public class IdxTests
{
    [Fact]
    public void Reference_files_read_as_their_values_or_are_refused()
    {
        using GoldenPictures goldens = new("text");
        int read = 0, refused = 0;
        foreach (JsonElement line in goldens.Cases("idx"))
        {
            byte[] file = goldens.Member(line);
            if (line.TryGetProperty("error", out _))
            {
                Assert.Throws<ModelFormatException>(() => Idx.Decode(file));
                refused++;
                continue;
            }

            (int[] shape, long[] values) = goldens.Integers(line, "value")!.Value;
            IdxArray array = Idx.Decode(file);
            Assert.Equal(shape, array.Lengths);
            Assert.Equal(values, Integers(array));
            read++;
        }

        Assert.Equal((10, 5), (read, refused));
    }

    [Theory]
    [InlineData(IdxType.UInt8, 1)]
    [InlineData(IdxType.Int8, 1)]
    [InlineData(IdxType.Int16, 2)]
    [InlineData(IdxType.Int32, 4)]
    [InlineData(IdxType.Float32, 4)]
    [InlineData(IdxType.Float64, 8)]
    public void What_is_written_is_read_again(IdxType type, int size)
    {
        byte[] bytes = Enumerable.Range(0, 3 * 2 * 5 * size).Select(i => (byte)(i * 29)).ToArray();
        IdxArray array = new(type, [3, 2, 5], bytes);
        foreach (bool gzip in (bool[])[false, true])
        {
            IdxArray again = Idx.Decode(Idx.Encode(array, gzip));
            Assert.Equal((type, 30), (again.Type, again.Count));
            Assert.Equal(array.Lengths, again.Lengths);
            Assert.Equal(bytes, again.Bytes);
        }
    }

    [Fact]
    public void Every_cut_and_every_addition_is_refused()
    {
        IdxArray array = new(IdxType.Int16, [2, 3], new byte[12]);
        foreach (bool gzip in (bool[])[false, true])
        {
            byte[] file = Idx.Encode(array, gzip);
            for (int length = 0; length < file.Length; length++)
            {
                byte[] cut = file[..length];
                Assert.Throws<ModelFormatException>(() => Idx.Decode(cut));
            }
        }

        Assert.Throws<ModelFormatException>(() => Idx.Decode([.. Idx.Encode(array), 0]));
    }

    [Fact]
    public void A_small_file_that_promises_much_is_refused_without_the_memory()
    {
        byte[] file = [0, 0, 8, 2, 0, 1, 0, 0, 0, 0, 16, 0, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => Idx.Decode(file));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Throws<ModelFormatException>(() => Idx.Decode([0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255]));
        Assert.Throws<ModelFormatException>(() => Idx.Decode([0, 0, 8, 65, .. new byte[300]]));
    }

    [Fact]
    public void Elements_are_given_only_as_what_they_are()
    {
        IdxArray array = Idx.Decode([0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, 0xFF, 0xFE]);
        Assert.Equal([258, -2], array.AsSpan<short>().ToArray());
        Assert.Throws<InvalidOperationException>(() => array.AsSpan<byte>().Length);
    }

    static long[] Integers(IdxArray array) => array.Type switch
    {
        IdxType.UInt8 => [.. array.Bytes.Select(v => (long)v)],
        IdxType.Int8 => [.. array.AsSpan<sbyte>().ToArray().Select(v => (long)v)],
        IdxType.Int16 => [.. array.AsSpan<short>().ToArray().Select(v => (long)v)],
        IdxType.Int32 => [.. array.AsSpan<int>().ToArray().Select(v => (long)v)],
        IdxType.Float32 => [.. array.AsSpan<float>().ToArray().Select(v => (long)BitConverter.SingleToInt32Bits(v))],
        _ => [.. array.AsSpan<double>().ToArray().Select(BitConverter.DoubleToInt64Bits)],
    };
}
