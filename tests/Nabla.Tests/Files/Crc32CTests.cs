using Nabla.Files;
using Xunit;

namespace Nabla.Tests.Files;

public sealed class Crc32CTests
{
    [Fact]
    public void Checksums_are_those_of_rfc_3720()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of([.. Enumerable.Repeat((byte)255, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Fact]
    public void Parts_give_the_checksum_of_the_whole()
    {
        var bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Crc32C.Of(bytes), Crc32C.Append(Crc32C.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }

    [Fact]
    public void Masks_come_off_and_change_the_checksum()
    {
        foreach (var checksum in new[] { 0u, 1u, 0xE3069283u, uint.MaxValue })
        {
            Assert.Equal(checksum, Crc32C.Unmask(Crc32C.Mask(checksum)));
            Assert.NotEqual(checksum, Crc32C.Mask(checksum));
        }
        Assert.Equal(0xA282EAD8u, Crc32C.Mask(0));
    }
}
