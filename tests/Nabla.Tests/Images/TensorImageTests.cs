using Nabla.Data;
using Nabla.Formats;
using Nabla.Images;
using Xunit;

namespace Nabla.Tests.Images;

public class TensorImageTests
{
    [Fact]
    public void Bytes_and_words_keep_their_values()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6], Tensor.Constant(new byte[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ToImage().Bytes);
        Pixels wide = Tensor.Constant(new ushort[] { 1, 65535 }, [1, 2, 1]).ToImage();
        Assert.Equal([1, 65535], wide.Words);
        Assert.Equal([255, 0], Tensor.Constant(new[] { true, false }, [2, 1]).ToImage().Bytes);
        Pixels color = Tensor.Constant(new byte[24], [2, 3, 4]).ToImage();
        Assert.Equal((2, 3, 4), (color.Height, color.Width, color.Channels));
    }

    [Fact]
    public void Floats_are_brightnesses_from_0_to_1()
    {
        float[] values = [0, 0.5f, 1, -3, 1.5f, float.NaN, 0.1f, 0.999f];
        Assert.Equal([0, 128, 255, 0, 255, 0, 26, 255], Tensor.Constant(values, [2, 4]).ToImage().Bytes);
        Assert.Equal([64], Tensor.Constant(new[] { 0.25 }, [1, 1]).ToImage().Bytes);
    }

    [Fact]
    public void A_view_is_the_picture_it_shows()
    {
        Tensor matrix = Tensor.Constant(new byte[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([1, 4, 2, 5, 3, 6], matrix.Transpose().ToImage().Bytes);
    }

    [Fact]
    public void What_is_no_picture_is_refused_with_the_cure()
    {
        Assert.Contains("x[0]", Assert.Throws<ShapeException>(() => Tensor.Constant(new byte[16], [2, 2, 2, 2]).ToImage()).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Tensor.Constant(new byte[10], [1, 2, 5]).ToImage());
        Assert.Throws<ShapeException>(() => Tensor.Constant(Array.Empty<byte>(), [0, 2]).ToImage());
        Assert.Contains("Divide by 255", Assert.Throws<ArgumentException>(() => Tensor.Constant(new[] { 200f }, [1, 1]).ToImage()).Message, StringComparison.Ordinal);
        Assert.Contains("Cast", Assert.Throws<ElementTypeException>(() => Tensor.Constant(new[] { 1L }, [1, 1]).ToImage()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_give_the_picture_again()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.png");
        try
        {
            Tensor picture = Tensor.Constant(Enumerable.Range(0, 60).Select(i => (byte)(i * 4)).ToArray(), [4, 5, 3]);
            picture.ToImage().Save(path);
            Assert.Equal(picture.ToArray<byte>(), ImageFile.Read(path).ToTensor().ToArray<byte>());
            Assert.Equal(1, ImageFile.Read(path, channels: 1).Channels);
            Assert.Throws<ArgumentException>(() => picture.ToImage().Save(path + ".jpg"));
            File.WriteAllBytes(path, [1, 2, 3]);
            Assert.Contains(path, Assert.Throws<ModelFormatException>(() => ImageFile.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Drawn_digits_come_as_tensors_like_MNIST()
    {
        ((Tensor images, Tensor labels), (Tensor testImages, Tensor testLabels)) = Digits.LoadData(trainCount: 50, testCount: 20);
        Assert.Equal("[50, 28, 28] uint8 [50]", $"{images.Shape} {images.ElementType.Name} {labels.Shape}");
        Assert.Equal("[20, 28, 28] [20] uint8", $"{testImages.Shape} {testLabels.Shape} {testLabels.ElementType.Name}");
        Assert.NotEqual(images.ToArray<byte>()[..784], testImages.ToArray<byte>()[..784]);
    }

    [Fact]
    public void Tensors_are_plotted()
    {
        Tensor x = Tensor.Constant(new[] { 1f, 2, 3 });
        string svg = new Plot().Line(x, x, color: "#123456").Line(x, "again").Scatter(x, x).ToSvg();
        Assert.Contains("#123456", svg, StringComparison.Ordinal);
        Assert.Contains(">7<", new Plot().Heatmap(Tensor.Constant(new[,] { { 7, 2 }, { 3, 4 } })).ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new Plot().Line(Tensor.Constant(new[,] { { 1 } })));
        Assert.Throws<ShapeException>(() => new Plot().Heatmap(x));
        Assert.Contains("<image", new ImageGrid().Add(Tensor.Constant(new byte[784], [28, 28]), "a").ToSvg(), StringComparison.Ordinal);
    }
}
