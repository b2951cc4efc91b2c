using System.Text.Json;
using Nabla.Data;
using Nabla.Formats;
using Nabla.Images;
using Nabla.Tests.Formats;
using Xunit;

namespace Nabla.Tests.Images;

public class ImageTests
{
    static Pixels Grey(int height, int width, params byte[] samples) => new(height, width, 1, samples);

    [Fact]
    public void Grey_is_that_of_the_reference()
    {
        string topic = Path.Combine(Materials.Goldens, "programs", "mnist-softmax.jsonl");
        JsonElement line = File.ReadLines(topic).Select(text => JsonDocument.Parse(text).RootElement).First(l => l.GetProperty("name").GetString() == "png-to-grey");
        using System.IO.Compression.ZipArchive arrays = System.IO.Compression.ZipFile.OpenRead(Path.ChangeExtension(topic, ".npz"));
        using MemoryStream npy = new();
        using (Stream stream = arrays.GetEntry("png-to-grey/grey.npy")!.Open())
        {
            stream.CopyTo(npy);
        }

        byte[] expected = npy.ToArray()[^(4 * 784)..];
        string[] paths = [.. line.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!)];
        for (int i = 0; i < 4; i++)
        {
            Pixels grey = Png.Decode(File.ReadAllBytes(Path.Combine(Materials.Artifacts, "datasets", "digits-png", paths[i]))).ToGrayscale();
            Assert.Equal(expected[(i * 784)..((i + 1) * 784)], grey.Bytes);
        }
    }

    [Fact]
    public void Grey_weights_and_bits()
    {
        Assert.Equal([76, 150, 29, 255], new Pixels(1, 4, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]).ToGrayscale().Bytes);
        Assert.Equal([9, 8], new Pixels(1, 2, 2, [9, 0, 8, 255]).ToGrayscale().Bytes);
        Assert.Equal([65535, 19595], new Pixels(1, 2, 4, new ushort[] { 65535, 65535, 65535, 7, 65535, 0, 0, 1 }).ToGrayscale().Words);
    }

    [Fact]
    public void Inverting_twice_gives_the_picture_and_alpha_stays()
    {
        Pixels picture = new(1, 2, 4, [1, 2, 3, 4, 250, 251, 252, 253]);
        Assert.Equal([254, 253, 252, 4, 5, 4, 3, 253], picture.Invert().Bytes);
        Assert.Equal(picture.Bytes, picture.Invert().Invert().Bytes);
        Assert.Equal([65534], new Pixels(1, 1, 1, new ushort[] { 1 }).Invert().Words);
    }

    [Fact]
    public void A_transparent_picture_is_laid_on_its_ground()
    {
        Assert.Equal([255, 100, 178], new Pixels(1, 3, 2, [0, 0, 100, 255, 100, 127]).Flatten().Bytes);
        Assert.Equal([10, 10, 10], new Pixels(1, 1, 4, [200, 100, 0, 0]).Flatten(10).Bytes);
        Assert.Equal([65535], new Pixels(1, 1, 2, new ushort[] { 5, 0 }).Flatten().Words);
    }

    [Fact]
    public void Known_sizes_give_known_dots()
    {
        Pixels picture = Grey(2, 4, 0, 40, 80, 120, 100, 140, 180, 220);
        Assert.Equal([20, 100, 120, 200], picture.Resize(2, 2, Interpolation.Area).Bytes);
        Assert.Equal([110], picture.Resize(1, 1, Interpolation.Area).Bytes);
        Assert.Equal([40, 120, 140, 220], picture.Resize(2, 2, Interpolation.Nearest).Bytes);
        Assert.Equal([20, 100, 120, 200], picture.Resize(2, 2, Interpolation.Bilinear, antialias: false).Bytes);
        Assert.Equal([0, 0, 33, 67, 100, 100], Grey(2, 1, 0, 100).Resize(6, 1).Bytes);
    }

    [Theory]
    [InlineData(Interpolation.Nearest)]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Area)]
    public void An_even_picture_stays_even_and_the_same_size_stays_the_same(Interpolation interpolation)
    {
        Pixels even = new(7, 5, 3, Enumerable.Repeat((byte)201, 105).ToArray());
        foreach ((int height, int width) in ((int, int)[])[(28, 28), (3, 2), (1, 1), (7, 90)])
        {
            Assert.All(even.Resize(height, width, interpolation).Bytes, v => Assert.Equal(201, v));
        }

        Pixels noisy = new(5, 6, 2, Enumerable.Range(0, 60).Select(i => (ushort)(i * 1091)).ToArray());
        Assert.Equal(noisy.Words, noisy.Resize(5, 6, interpolation).Words);
    }

    [Fact]
    public void Impossible_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Grey(1, 1, 0).Resize(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grey(1, 1, 0).Resize(1, 1, (Interpolation)9));
        Assert.Throws<ArgumentException>(() => Grey(2, 2, 0));
    }

    [Fact]
    public void A_large_dark_digit_on_white_paper_becomes_the_MNIST_form_again()
    {
        byte[] drawn = Digits.DrawOne(5, seed: 4);
        Pixels small = new(28, 28, 1, drawn);
        Pixels large = small.Resize(280, 280).Invert();
        Pixels colour = new(280, 280, 3, large.Bytes.SelectMany(v => (byte[])[v, v, v]).ToArray());
        Pixels again = colour.ToDigit();
        double difference = drawn.Zip(again.Bytes, (a, b) => Math.Abs(a - b)).Average();
        Assert.InRange(difference, 0, 16);
        Assert.Equal(drawn, small.ToDigit().Bytes);
        Assert.Equal(drawn, small.Invert().ToDigit().Bytes);
        Assert.All(Grey(40, 40, new byte[1600]).ToDigit().Bytes, v => Assert.Equal(0, v));
    }

    [Fact]
    public void Text_shows_bright_dots_solid()
    {
        Pixels picture = Grey(3, 2, 0, 255, 130, 0, 255, 60);
        Assert.Equal("  ██\n▒▒  \n██░░\n", picture.ToText());
        Assert.Equal("  @@\n++  \n@@::\n", picture.ToText(TextStyle.Ascii));
        Assert.Equal("▄▀\n▀ \n", picture.ToText(TextStyle.HalfBlocks));
        string[] lines = picture.ToText(TextStyle.Ansi).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("\e[38;2;0;0;0;48;2;130;130;130m▀", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\e[0m", lines[1], StringComparison.Ordinal);
    }
}
