using Nabla.Formats;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class TableCodeTests
{
    [Fact]
    public void Keys_of_parts_are_tensorflows()
    {
        Assert.Equal("00636F6C756D6E7300010102808280" + "84", Convert.ToHexString(OrderedCode.KeyOf("columns", new CheckpointSlice([0, 0], [2, 4]))));
        Assert.Equal("00" + "0001" + "00", Convert.ToHexString(OrderedCode.KeyOf("", CheckpointSlice.Whole(0))));
        Assert.Equal("00" + "00FF" + "FF00" + "0001" + "0101" + "80" + "7F", Convert.ToHexString(OrderedCode.KeyOf("\0\uDCFF", CheckpointSlice.Whole(1))));
    }

    [Fact]
    public void Keys_sort_as_their_numbers_do()
    {
        long[] numbers = [-1, 0, 1, 63, 64, 65, 127, 128, 8191, 8192, (1L << 20) - 1, 1L << 20, 1L << 27, (1L << 34) - 1, 1L << 34, 1L << 41, 1L << 48, (1L << 55) - 1, 1L << 55, 1L << 62, long.MaxValue];
        var keys = numbers.Select(number => OrderedCode.KeyOf("x", new CheckpointSlice([0], [number]))).ToList();
        for (var i = 1; i < keys.Count; i++) Assert.True(keys[i - 1].AsSpan().SequenceCompareTo(keys[i]) < 0, $"{numbers[i - 1]} is before {numbers[i]}");
        Assert.Equal("C040", Convert.ToHexString(keys[4].AsSpan(7)));
        Assert.Equal("E02000", Convert.ToHexString(keys[9].AsSpan(7)));
        Assert.Equal("FFC07FFFFFFFFFFFFFFF", Convert.ToHexString(keys[^1].AsSpan(7)));
    }

    [Fact]
    public void Snappy_blocks_unpack()
    {
        // A literal, then copies whose distance takes one, two and four bytes.
        Assert.Equal("abcdabcdabcd"u8.ToArray(), Snappy.Unpack([12, 0b0000_1100, (byte)'a', (byte)'b', (byte)'c', (byte)'d', 0b0001_0001, 4]));
        Assert.Equal("abababab"u8.ToArray(), Snappy.Unpack([8, 0b0000_0100, (byte)'a', (byte)'b', 0b0001_0110, 2, 0]));
        Assert.Equal("aaaa"u8.ToArray(), Snappy.Unpack([4, 0, (byte)'a', 0b0000_1011, 1, 0, 0, 0]));
        Assert.Equal(new byte[100], Snappy.Unpack([100, 60 << 2, 99, .. new byte[100]])!);
        Assert.Equal([], Snappy.Unpack([0])!);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 5, 0, 1 })]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 4, 0, 1, 0b0000_0001, 2 })]
    [InlineData(new byte[] { 4, 0, 1, 0b0000_0001, 0 })]
    [InlineData(new byte[] { 2, 0, 1, 0b0000_0001, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 127, 0, 1 })]
    [InlineData(new byte[] { 3, 63 << 2, 255, 255, 255, 255, 1, 2, 3 })]
    public void What_is_no_snappy_block_is_not_unpacked(byte[] packed) => Assert.Null(Snappy.Unpack(packed));

    [Fact]
    public void Parts_compare_and_print()
    {
        var part = new CheckpointSlice([3, 0], [2, -1]);
        Assert.Equal("3,2:-", part.ToString());
        Assert.Equal(part, new CheckpointSlice([3, 0], [2, -1]));
        Assert.Equal(part.GetHashCode(), new CheckpointSlice([3, 0], [2, -1]).GetHashCode());
        Assert.NotEqual(part, new CheckpointSlice([3, 0], [2, 4]));
        Assert.Equal([2, 4], part.In([5, 4])!);
        Assert.Null(part.In([4, 4]));
        Assert.Null(part.In([5]));
        Assert.True(CheckpointSlice.Whole(2).IsWhole);
        Assert.Throws<ArgumentException>(() => new CheckpointSlice([1], [-1]));
        Assert.Throws<ArgumentException>(() => new CheckpointSlice([-1], [1]));
        Assert.Throws<ArgumentException>(() => new CheckpointSlice([0], []));
    }
}
