using System.Text;
using Nabla.Files;
using Xunit;

namespace Nabla.Tests.Files;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("δ, 字, 😀")]
    public void Valid_utf8_is_itself(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text, ByteText.FromBytes(bytes));
        Assert.Equal(bytes, ByteText.ToBytes(text));
    }

    [Fact]
    public void A_byte_that_is_no_utf8_is_one_lone_surrogate()
    {
        Assert.Equal("a\uDCFFb\uDC80", ByteText.FromBytes([(byte)'a', 0xFF, (byte)'b', 0x80]));
        // The start of a character that does not end, and the bytes of a surrogate, which UTF-8 does not have.
        Assert.Equal("\uDCE5\uDCAD!", ByteText.FromBytes([0xE5, 0xAD, (byte)'!']));
        Assert.Equal("\uDCED\uDCB2\uDC80", ByteText.FromBytes([0xED, 0xB2, 0x80]));
    }

    [Fact]
    public void Any_bytes_come_back()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            Assert.Equal(bytes, ByteText.ToBytes(ByteText.FromBytes(bytes)));
        }
    }

    [Fact]
    public void A_surrogate_that_stands_for_no_byte_still_has_bytes() => Assert.Equal([0xED, 0xA0, 0x80], ByteText.ToBytes("\uD800"));
}
