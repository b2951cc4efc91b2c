using Nabla.Formats;
using Nabla.Tests.Formats.Hdf5;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class ArrayInspectionTests
{
    [Fact]
    public void An_hdf5_file_shows_datasets_attributes_and_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        Hdf5Samples.Everything().Write(folder.File("a.h5"));
        var good = Inspector.Inspect(folder.File("a.h5"));
        Assert.Equal("HDF5 file", good.Kind);
        Assert.Empty(good.Problems);
        Assert.Contains(good.Tables[0].Rows, row => row is ["/chunks/all", "<f4", "[3, 4, 5]", "[2, 2, 2]", "shuffle, gzip, fletcher32", ""]);
        Assert.Contains(good.Tables[1].Rows, row => row is ["/", "text", "string", "[]", "one text"]);

        var bytes = File.ReadAllBytes(folder.File("a.h5"));
        bytes[bytes.AsSpan().LastIndexOf("SNOD"u8)] = 0;
        File.WriteAllBytes(folder.File("b.h5"), bytes);
        Assert.NotEmpty(Inspector.Inspect(folder.File("b.h5")).Problems);
    }

    [Fact]
    public void Keras_weights_are_told_from_other_files()
    {
        using var folder = new TemporaryFolder();
        var writer = new Hdf5Writer();
        writer.Root.Add("layers/dense/vars/0", Hdf5Array.Of(new[] { 1f }, 1));
        writer.Root.Group("vars");
        writer.Write(folder.File("w.weights.h5"));
        Assert.Equal("Keras weights (.weights.h5)", Inspector.Inspect(folder.File("w.weights.h5")).Kind);
    }

    [Fact]
    public void Safetensors_show_their_tensors_in_one_file_and_in_several()
    {
        using var folder = new TemporaryFolder();
        KeyValuePair<string, Tensor>[] tensors = [new("w", Tensor.Zeros([2, 3])), new("b", Tensor.Zeros([3]))];
        Safetensors.Write(folder.File("a.safetensors"), tensors, [new("k", "v")]);
        var one = Inspector.Inspect(folder.File("a.safetensors"));
        Assert.Equal([["b", "F32", "[3]", "12"], ["w", "F32", "[2, 3]", "24"]], one.Tables[0].Rows);
        Assert.Equal([["k", "v"]], one.Tables[1].Rows);
        Safetensors.WriteSharded(folder.Path, tensors, 12);
        var several = Inspector.Inspect(folder.File("model.safetensors.index.json"));
        Assert.Contains(("files", "2"), several.Facts);
        Assert.Contains(("elements", "9"), several.Facts);
        File.Delete(folder.File("model-00002-of-00002.safetensors"));
        Assert.Single(Inspector.Inspect(folder.File("model.safetensors.index.json")).Problems);
    }
}
