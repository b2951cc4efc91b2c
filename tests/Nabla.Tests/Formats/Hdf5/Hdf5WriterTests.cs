using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.Hdf5;

public sealed class Hdf5WriterTests
{
    static readonly byte[] everything = Hdf5Samples.Bytes(Hdf5Samples.Everything());

    [Fact]
    public void Every_type_comes_back_to_the_bit_from_datasets_and_attributes()
    {
        using var file = Hdf5File.Open(everything, "everything.h5");
        foreach (var values in Hdf5Samples.Values)
        {
            var name = values.GetType().GetElementType()!.Name;
            var dataset = file.Root.OpenDataset($"types/{name}").Read();
            Assert.Equal([3], dataset.Shape!);
            Assert.Equal(values, dataset.Values);
            var attribute = file.Root.OpenGroup("attributes").FindAttribute(name)!.Read();
            Assert.Equal([3, 1], attribute.Shape!);
            Assert.Equal(values, attribute.Values);
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("all")]
    public void Chunks_come_back_whole_where_the_end_of_an_axis_cuts_them(string name)
    {
        using var file = Hdf5File.Open(everything, "everything.h5");
        var array = file.Root.OpenDataset($"chunks/{name}").Read();
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i * 0.5f), (float[])array.Values);
    }

    [Fact]
    public void Scalars_empty_arrays_and_spaces_without_elements_come_back()
    {
        using var file = Hdf5File.Open(everything, "everything.h5");
        Assert.Empty(file.Root.OpenDataset("odd/scalar").Shape!);
        Assert.Equal(2.5, file.Root.OpenDataset("odd/scalar").Read().ToTensor().ToScalar<double>());
        Assert.Equal([0, 3], file.Root.OpenDataset("odd/empty").Read().Shape!);
        Assert.Null(file.Root.OpenDataset("odd/nothing").Read().Shape);
        Assert.Equal(["abc", "é", ""], (string[])file.Root.OpenDataset("odd/fixed").Read().Values);
        Assert.Equal(["a", "b", "c", "d"], (string[])file.Root.OpenDataset("chunks/text").Read().Values);
        Assert.True(file.Root.Contains("odd/имя с пробелом/inner"));
    }

    [Fact]
    public void Groups_of_any_size_keep_all_members_and_their_order_by_name()
    {
        foreach (var count in new[] { 0, 1, 8, 9, 256, 257, 9000 })
        {
            var writer = new Hdf5Writer();
            for (var i = 0; i < count; i++) writer.Root.Group($"g{i * 7 % 9001}");
            using var file = Hdf5File.Open(Hdf5Samples.Bytes(writer), "many.h5");
            Assert.Equal(writer.Root.Members.Keys, file.Root.Links.Select(link => link.Name));
        }
    }

    [Fact]
    public void The_same_description_gives_the_same_bytes() => Assert.Equal(everything, Hdf5Samples.Bytes(Hdf5Samples.Everything()));

    [Fact]
    public void Long_texts_and_many_texts_fill_several_collections()
    {
        var texts = Enumerable.Range(0, 70_000).Select(i => $"text {i}").Append(new string('x', 3_000_000)).ToArray();
        var writer = new Hdf5Writer();
        writer.Root.Add("texts", Hdf5Array.Of(texts, texts.Length));
        using var file = Hdf5File.Open(Hdf5Samples.Bytes(writer), "texts.h5");
        Assert.Equal(texts, (string[])file.Root.OpenDataset("texts").Read().Values);
    }

    [Fact]
    public void Tensors_go_to_a_file_and_back()
    {
        using var folder = new TemporaryFolder();
        var x = Tensor.Constant(new[] { 1f, 2f, 3f, 4f, 5f, 6f }, [2, 3]);
        var writer = new Hdf5Writer();
        writer.Root.Add("a/x", x.ToHdf5Array());
        writer.Write(folder.File("x.h5"));
        using var file = Hdf5File.Open(folder.File("x.h5"));
        var back = file.Root.OpenDataset("a/x").Read().ToTensor();
        Assert.Equal(x.Shape, back.Shape);
        Assert.Equal(x.ToArray<float>(), back.ToArray<float>());
    }

    [Fact]
    public void What_a_file_cannot_hold_is_refused_before_anything_is_written()
    {
        var writer = new Hdf5Writer();
        writer.Root.Add("a", Hdf5Array.Of(new[] { 1f }));
        Assert.Throws<ArgumentException>(() => writer.Root.Add("a", Hdf5Array.Of(new[] { 1f })));
        Assert.Throws<ArgumentException>(() => writer.Root.Group("a/b"));
        Assert.Throws<ArgumentException>(() => writer.Root.Group("b//c"));
        Assert.Throws<ArgumentException>(() => writer.Root.SetAttribute("big", Hdf5Array.Of(new float[20_000], 20_000)));
        Assert.Throws<ArgumentException>(() => Hdf5Array.Of(new[] { 1m }, 1));
        Assert.Throws<ArgumentException>(() => Hdf5Array.Of(new[] { 1f }, 2));
        Assert.Throws<ArgumentException>(() => writer.Root.Add("c", Hdf5Array.Of(new[] { 1f }), new Hdf5Storage([1])));
    }
}
